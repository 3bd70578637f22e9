package org.boot2docker.guest.system.clock;

import java.util.Optional;

/**
 * By how much the hardware clock is ahead of the time since boot, as far as that is known, in
 * microseconds. One look at a clock that shows whole seconds leaves a second of doubt; looks at
 * other moments leave less.
 *
 * @param least it is no less than this
 * @param most it is no more than this
 */
public record Ahead(long least, long most) {
  /** What is known more exactly than this, in either direction, is sharp. */
  private static final long SHARPNESS = 50_000;

  /** Whether it is known to 50 ms. */
  public boolean isSharp() {
    return most - least <= 2 * SHARPNESS;
  }

  /** The best guess, in microseconds. */
  public long middle() {
    return least + (most - least) / 2;
  }

  /** What both together say; nothing when they contradict each other: a clock has jumped. */
  public Optional<Ahead> and(Ahead other) {
    Ahead both = new Ahead(Math.max(least, other.least), Math.min(most, other.most));
    return both.least <= both.most ? Optional.of(both) : Optional.empty();
  }
}
