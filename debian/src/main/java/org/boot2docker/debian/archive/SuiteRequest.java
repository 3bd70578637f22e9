package org.boot2docker.debian.archive;

import java.time.Duration;
import java.util.List;

/**
 * A suite to be loaded.
 *
 * @param name code name or suite name, as in the path below {@code dists}: {@code trixie-security}
 * @param components the parts wanted: {@code main}
 * @param grace how long after its Valid-Until the suite may still be used, with a warning
 */
public record SuiteRequest(String name, List<String> components, Duration grace) {

  /** Refuses names that would select another place on the mirror. */
  public SuiteRequest {
    if (!name.matches("[a-z][a-z0-9.-]*") || components.isEmpty() || grace.isNegative()) {
      throw new IllegalArgumentException("bad suite '" + name + "' " + components + " " + grace);
    }
    components = List.copyOf(components);
  }

  /** Component main, no grace. */
  public SuiteRequest(String name) {
    this(name, List.of("main"), Duration.ZERO);
  }
}
