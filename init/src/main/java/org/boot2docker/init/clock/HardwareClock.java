package org.boot2docker.init.clock;

import java.util.OptionalLong;
import org.boot2docker.init.kernel.Clocks;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Text;

/** The clock that goes on while the machine is paused or off; it shows whole seconds. */
final class HardwareClock {
  private static final String SECONDS = "/sys/class/rtc/rtc0/since_epoch";
  private static final long MILLION = 1_000_000;
  private static final long LOOK_EVERY = 10;
  private static final long PATIENCE = 5 * MILLION;

  /** A busy processor delays the looks; what it delays more than this is not believed. */
  private static final long SHARPNESS = 50_000;

  private final Kernel kernel;
  private final Clocks clocks;

  HardwareClock(Kernel kernel, Clocks clocks) {
    this.kernel = kernel;
    this.clocks = clocks;
  }

  /** Its time in seconds since 1970, or nothing when there is none. */
  OptionalLong seconds() {
    String text = Text.line(kernel, SECONDS);
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * How many microseconds it is ahead of the time since boot, exact to {@link #SHARPNESS}: looks
   * until the second changes.
   *
   * @return nothing when there is no such clock, it stands still or the processor is too busy
   */
  OptionalLong aheadOfBoot() {
    long start = clocks.sinceBoot();
    long looked = start;
    OptionalLong before = seconds();
    while (before.isPresent() && clocks.sinceBoot() - start < PATIENCE) {
      kernel.poll(new int[0], LOOK_EVERY);
      long earliest = looked;
      looked = clocks.sinceBoot();
      OptionalLong next = seconds();
      long latest = clocks.sinceBoot();
      // Any other change is that of a machine which was paused just now.
      boolean ticked = next.isPresent() && next.getAsLong() == before.getAsLong() + 1;
      if (ticked && latest - earliest <= 2 * SHARPNESS) {
        return OptionalLong.of(next.getAsLong() * MILLION - (earliest + latest) / 2);
      }
      before = next;
    }
    return OptionalLong.empty();
  }
}
