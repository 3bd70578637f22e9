package org.boot2docker.guest.system.clock;

import java.util.Optional;
import java.util.OptionalLong;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** The clock that goes on while the machine is paused or off; it shows whole seconds. */
public final class HardwareClock {
  private static final String SECONDS = "/sys/class/rtc/rtc0/since_epoch";
  private static final long MILLION = 1_000_000;
  private static final long LOOK_EVERY = 10;
  private static final long PATIENCE = 5 * MILLION;

  private final Files files;
  private final Clocks clocks;

  /** The first one that Linux found. */
  public HardwareClock(Files files, Clocks clocks) {
    this.files = files;
    this.clocks = clocks;
  }

  /** Its time in seconds since 1970, or nothing when there is none. */
  public OptionalLong seconds() {
    String text = Text.line(files, SECONDS);
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** How far it is ahead of the time since boot by one look; nothing when there is none. */
  public Optional<Ahead> glance() {
    long earliest = clocks.sinceBoot();
    OptionalLong seconds = seconds();
    long latest = clocks.sinceBoot();
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    long shown = seconds.getAsLong() * MILLION;
    return Optional.of(new Ahead(shown - latest, shown + MILLION - earliest));
  }

  /**
   * How far it is ahead of the time since boot: looks until the second changes, for up to five
   * seconds until that is known sharply, for a busy processor delays the looks.
   *
   * @return what is known then; nothing when there is no such clock
   */
  public Optional<Ahead> ahead() {
    long end = clocks.sinceBoot() + PATIENCE;
    Optional<Ahead> known = glance();
    while (known.isPresent() && !known.get().isSharp() && clocks.sinceBoot() < end) {
      files.poll(new int[0], LOOK_EVERY);
      Ahead before = known.get();
      known = glance().map(now -> before.and(now).orElse(now));
    }
    return known;
  }
}
