package org.boot2docker.builder.description;

import java.time.Duration;
import java.util.List;

/**
 * A Debian suite that packages may come from.
 *
 * @param name suite or codename, as in {@code dists/NAME}; names that end in -security are those of
 *     the security archive
 * @param grace how long after Valid-Until it is still used, with a warning; zero for not at all
 * @param components its parts that packages may come from: main, non-free-firmware and so on
 */
public record SuiteSpec(String name, Duration grace, List<String> components) {

  /** The component of free software that depends on nothing else, which is enough by default. */
  static final List<String> MAIN = List.of("main");
}
