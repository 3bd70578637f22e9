package org.boot2docker.debian.archive;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A suite to be loaded.
 *
 * @param name what this build calls it; of Debian's suites the code name or suite name
 * @param suite code name or suite name, as in the path below {@code dists}: {@code trixie-security}
 * @param components the parts wanted: {@code main}
 * @param grace how long after its Valid-Until the suite may still be used, with a warning
 */
public record SuiteRequest(String name, String suite, List<String> components, Duration grace) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

  /** Refuses names that would select another place on the mirror. */
  public SuiteRequest {
    if (!isName(name)
        || !isName(suite)
        || components.isEmpty()
        || !components.stream().allMatch(SuiteRequest::isName)
        || grace.isNegative()) {
      throw new IllegalArgumentException(
          "bad suite '" + name + "' '" + suite + "' " + components + " " + grace);
    }
    components = List.copyOf(components);
  }

  /** A suite that is called what it is. */
  public SuiteRequest(String name, List<String> components, Duration grace) {
    this(name, name, components, grace);
  }

  /** Whether a text can be the name of a suite or component: no path, and no more than a name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches() && !text.contains("..");
  }

  /** Component main, no grace. */
  public SuiteRequest(String name) {
    this(name, List.of("main"), Duration.ZERO);
  }
}
