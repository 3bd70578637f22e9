package org.boot2docker.guest.init.service;

/** How long to wait before a service is started again. */
final class Backoff {
  private static final long LONG_ENOUGH = 10_000;
  private static final long FIRST = 200;
  private static final long LAST = 60_000;

  private int failures;

  /**
   * The wait after a run.
   *
   * @param ran how long the service ran, in milliseconds; a long run makes earlier failures
   *     forgotten
   */
  long afterRun(long ran) {
    failures = ran >= LONG_ENOUGH ? 0 : failures + 1;
    long wait = FIRST << Math.min(failures, 9);
    return failures == 0 ? FIRST : Math.min(wait, LAST);
  }

  /** How many short runs there were in a row. */
  int failures() {
    return failures;
  }
}
