package org.boot2docker.guest.system.clock;

import java.util.Optional;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.Files;

/** The time of day as somebody outside may ask for it and set it. */
public final class TimeOfDay {
  private static final long MILLION = 1_000_000;

  private final Clocks clocks;
  private final HardwareClock hardware;
  private final ImageDate imageDate;

  /** That of these clocks. */
  public TimeOfDay(Files files, Clocks clocks) {
    this.clocks = clocks;
    this.hardware = new HardwareClock(files, clocks);
    this.imageDate = new ImageDate(clocks);
  }

  /** Nanoseconds since 1970. */
  public long nanos() {
    return clocks.real() * 1000;
  }

  /** Sets it to nanoseconds since 1970; false when that is before the image's date. */
  public boolean set(long nanos) {
    return setMicros(nanos / 1000);
  }

  /** Sets it to what the hardware clock shows; false when there is none, or it is far behind. */
  public boolean setFromHardwareClock() {
    Optional<Ahead> ahead = hardware.ahead().filter(Ahead::isSharp);
    return ahead.isPresent() && setMicros(clocks.sinceBoot() + ahead.get().middle());
  }

  private boolean setMicros(long micros) {
    return micros >= imageDate.seconds() * MILLION && clocks.setReal(micros) >= 0;
  }
}
