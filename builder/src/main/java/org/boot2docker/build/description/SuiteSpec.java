package org.boot2docker.build.description;

import java.time.Duration;

/**
 * A Debian suite that packages may come from.
 *
 * @param name suite or codename, as in {@code dists/NAME}
 * @param archive which of the two archives has it
 * @param grace how long after Valid-Until it is still used, with a warning; zero for not at all
 */
public record SuiteSpec(String name, Archive archive, Duration grace) {

  /** Debian's two archives, which have mirrors of their own. */
  public enum Archive {
    MAIN,
    SECURITY
  }
}
