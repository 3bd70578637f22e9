package org.boot2docker.guest.system.clock;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Clocks;

/** The date that every file of the image bears; a clock that shows an earlier time is wrong. */
public final class ImageDate {
  private static final String ANY_FILE = GuestPaths.INIT;
  private static final long MILLION = 1_000_000;

  private final Clocks clocks;

  /** The date as these clocks' system tells it. */
  public ImageDate(Clocks clocks) {
    this.clocks = clocks;
  }

  /** Seconds since 1970. */
  public long seconds() {
    return clocks.changedAt(ANY_FILE);
  }

  /** Moves a clock that is behind the date up to it: certificates are then valid or nearly so. */
  public void moveUp() {
    long date = seconds() * MILLION;
    if (clocks.real() < date) {
      clocks.setReal(date);
    }
  }
}
