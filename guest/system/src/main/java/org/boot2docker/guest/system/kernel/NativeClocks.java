package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** The real clocks, through the C library. */
public final class NativeClocks implements Clocks {
  private static final int CLOCK_REALTIME = 0;
  private static final int CLOCK_BOOTTIME = 7;
  private static final long MILLION = 1_000_000;

  /** {@code st_mtim} of a 64-bit C library's {@code struct stat}. */
  private static final int STAT_CHANGED = 88;

  private static final int STAT_BYTES = 144;

  private final Address scratch = Libc.malloc(STAT_BYTES);

  @Override
  public long real() {
    return read(CLOCK_REALTIME);
  }

  @Override
  public long sinceBoot() {
    return read(CLOCK_BOOTTIME);
  }

  private long read(int clock) {
    LibcClocks.clockGettime(clock, scratch);
    return scratch.getLong() * MILLION + scratch.add(8).getLong() / 1000;
  }

  @Override
  public int setReal(long micros) {
    scratch.putLong(Math.floorDiv(micros, MILLION));
    scratch.add(8).putLong(Math.floorMod(micros, MILLION) * 1000);
    return LibcClocks.clockSettime(CLOCK_REALTIME, scratch) < 0 ? -Libc.errno() : 0;
  }

  @Override
  public int slew(long micros) {
    scratch.putLong(Math.floorDiv(micros, MILLION));
    scratch.add(8).putLong(Math.floorMod(micros, MILLION));
    return LibcClocks.adjtime(scratch, Address.fromLong(0)) < 0 ? -Libc.errno() : 0;
  }

  @Override
  public long changedAt(String path) {
    return LibcFiles.stat(path, scratch) < 0 ? 0 : scratch.add(STAT_CHANGED).getLong();
  }
}
