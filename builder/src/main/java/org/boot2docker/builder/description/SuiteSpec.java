package org.boot2docker.builder.description;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A suite that packages may come from.
 *
 * @param name what the description calls it; names of Debian's that end in -security are those of
 *     the security archive
 * @param suite suite or codename, as in {@code dists/NAME}
 * @param repository the repository that it is in; nothing if that is Debian's archive
 * @param grace how long after Valid-Until it is still used, with a warning; zero for not at all
 * @param components its parts that packages may come from: main, non-free-firmware and so on
 */
public record SuiteSpec(
    String name,
    String suite,
    Optional<String> repository,
    Duration grace,
    List<String> components) {

  /** The component of free software that depends on nothing else, which is enough by default. */
  static final List<String> MAIN = List.of("main");
}
