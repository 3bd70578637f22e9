package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Strings;

/** The real ones, through the C library. */
public final class NativeSurroundings implements Surroundings {
  private static final int CLOCK_REALTIME = 0;
  private static final int RTMGRP_IPV4_IFADDR = 0x10;
  private static final int RTMGRP_IPV6_IFADDR = 0x100;

  /** Of struct stat: the same on amd64 and arm64. */
  private static final int MODIFIED_OFFSET = 88;

  private static final int SCRATCH_BYTES = 256;

  /** Memory for the small structures of calls; there is one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(SCRATCH_BYTES);

  @Override
  public long seconds() {
    LibcClocks.clockGettime(CLOCK_REALTIME, scratch);
    return scratch.getLong();
  }

  @Override
  public long modified(String path) {
    return LibcFiles.stat(path, scratch) < 0
        ? -Libc.errno()
        : scratch.add(MODIFIED_OFFSET).getLong();
  }

  @Override
  public int random(byte[] bytes) {
    long count = LibcMachine.getrandom(Address.ofData(bytes), bytes.length, 0);
    return count < 0 ? -Libc.errno() : (int) count;
  }

  @Override
  public String variable(String name) {
    Address value = LibcProcesses.getenv(name);
    return value.toLong() == 0 ? "" : Strings.fromC(value);
  }

  @Override
  public int addressSocket() {
    return Netlink.open(Netlink.ROUTE);
  }

  @Override
  public int addressNews() {
    return Netlink.open(Netlink.ROUTE, RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR);
  }
}
