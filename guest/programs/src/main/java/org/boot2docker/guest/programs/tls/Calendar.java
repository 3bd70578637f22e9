package org.boot2docker.guest.programs.tls;

import org.boot2docker.guest.system.kernel.Surroundings;

/**
 * The time that certificates count from. A clock that isn't set must not make them invalid when it
 * is: one before the image was made, or absurdly far after, is not believed.
 */
final class Calendar {
  static final long DAY = 86_400;
  static final long YEAR = 365 * DAY;

  /** Any file whose time is that of the image. */
  static final String IMAGE = "/usr/lib/os-release";

  private static final long BELIEVED = 100 * YEAR;

  /** Remaining validity that is renewed. */
  private static final long SOON = 90 * DAY;

  private final Surroundings surroundings;
  private final long image;

  Calendar(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.image = Math.max(0, surroundings.modified(IMAGE));
  }

  /** Seconds since 1970. */
  long now() {
    long clock = surroundings.seconds();
    return clock < image || clock > image + BELIEVED ? image : clock;
  }

  /** A number that is another one every day. */
  long day() {
    return now() / DAY;
  }

  /** Whether something that is valid until then has to be renewed. */
  boolean isSoon(long notAfter) {
    return notAfter - now() < SOON;
  }
}
