package org.boot2docker.builder.kernel;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The paths of the kernel's source that a build needs: no texts for people, no device trees of
 * other architectures. The rest of those has to stay, because makefiles and Kconfig refer to it.
 */
final class SourcePaths implements UnaryOperator<String> {
  private static final Pattern DOCUMENTATION =
      Pattern.compile("Documentation/(?!(.*/)?(Kconfig|Makefile)$).*");
  private static final Pattern DEVICE_TREES = Pattern.compile("arch/([^/]+)/boot/dts/.*");

  private final String own;

  /** For an architecture by make's name. */
  SourcePaths(String architecture) {
    this.own = "arch/" + architecture + "/";
  }

  @Override
  public String apply(String path) {
    boolean ofOthers = DEVICE_TREES.matcher(path).matches() && !path.startsWith(own);
    return ofOthers || DOCUMENTATION.matcher(path).matches() ? "" : path;
  }
}
