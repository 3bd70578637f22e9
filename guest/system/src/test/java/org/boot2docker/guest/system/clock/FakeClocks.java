package org.boot2docker.guest.system.clock;

import java.util.concurrent.atomic.AtomicLong;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.FakeKernel;

/** A machine's clocks, which go on when the kernel is made to wait. */
public final class FakeClocks implements Clocks {
  public static final String RTC = "/sys/class/rtc/rtc0/since_epoch";

  /** What the image is said to be of, in seconds. */
  public static final long IMAGE = 1_790_000_000L;

  /** The right time when the kernel starts, in microseconds. */
  public static final long START = (IMAGE + 1_000_000) * 1_000_000;

  public final FakeKernel kernel = new FakeKernel();
  private final AtomicLong waited = new AtomicLong();
  private final AtomicLong paused = new AtomicLong();
  private final AtomicLong realError = new AtomicLong();
  public long slewed;
  private long hardwareError;
  private long delay;
  private boolean hasHardwareClock = true;

  /** The right time. */
  public long truth() {
    return START + sinceBoot() + paused.get();
  }

  /** How far the time of day is ahead of the right time. */
  public long error() {
    return real() - truth();
  }

  public FakeClocks realIsAheadBy(long micros) {
    realError.addAndGet(micros);
    return this;
  }

  public FakeClocks hardwareIsAheadBy(long micros) {
    hardwareError += micros;
    return this;
  }

  public FakeClocks withoutHardwareClock() {
    hasHardwareClock = false;
    return this;
  }

  /** The machine stands still while the world goes on. */
  public void pause(long micros) {
    paused.addAndGet(micros);
  }

  /** The processor has so much else to do that telling the time takes that long. */
  public void busy(long micros) {
    delay = micros;
  }

  public void pass(long micros) {
    waited.addAndGet(micros);
  }

  @Override
  public long real() {
    return START + sinceBoot() + realError.get();
  }

  @Override
  public long sinceBoot() {
    waited.addAndGet(delay);
    long now = kernel.millis() * 1000 + waited.get();
    if (hasHardwareClock) {
      long micros = START + now + paused.get() + hardwareError;
      kernel.file(RTC, micros / 1_000_000 + "\n");
    }
    return now;
  }

  @Override
  public int setReal(long micros) {
    realError.set(micros - START - sinceBoot());
    return 0;
  }

  @Override
  public int slew(long micros) {
    slewed += micros;
    return 0;
  }

  @Override
  public long changedAt(String path) {
    return IMAGE;
  }
}
