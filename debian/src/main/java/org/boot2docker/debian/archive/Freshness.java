package org.boot2docker.debian.archive;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.boot2docker.debian.trust.Keyring;

/**
 * Judges how old a suite may be.
 *
 * @param clock the time to judge by
 * @param strict allows no grace
 */
public record Freshness(Clock clock, boolean strict) {

  /**
   * Checks the dates of a suite.
   *
   * @return a warning when the suite is stale but in its period of grace
   * @throws IOException when it is too old, or from the future
   */
  Optional<String> check(SuiteRequest request, Release release) throws IOException {
    Instant now = clock.instant();
    if (release.date().isAfter(now.plus(Keyring.CLOCK_TOLERANCE))) {
      throw new IOException(
          "it was made at "
              + release.date()
              + ", but this machine's clock says "
              + now
              + ": set the clock");
    }
    if (release.validUntil().isEmpty() || !now.isAfter(release.validUntil().get())) {
      return Optional.empty();
    }
    Instant end = release.validUntil().get();
    String stale = "it was valid until " + end + ", " + days(Duration.between(end, now)) + " ago";
    if (strict && !request.grace().isZero()) {
      throw new IOException(stale + ", and --strict allows no grace");
    }
    if (now.isAfter(end.plus(request.grace()))) {
      throw new IOException(
          stale
              + (request.grace().isZero() ? "" : ", past its grace of " + days(request.grace()))
              + ": use a fresher mirror");
    }
    return Optional.of(
        "suite "
            + request.name()
            + " is stale: "
            + stale
            + ", within its grace of "
            + days(request.grace()));
  }

  private static String days(Duration duration) {
    long days = duration.toDays();
    if (days > 0) {
      return days == 1 ? "1 day" : days + " days";
    }
    return duration.toHours() > 0
        ? duration.toHours() + " hours"
        : Math.max(1, duration.toMinutes()) + " minutes";
  }
}
