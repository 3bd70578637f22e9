package org.boot2docker.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** All readers of foreign bytes. */
final class Targets {
  private static final List<Target> ALL =
      Stream.of(
              ArchiveTargets.all(),
              FormatTargets.all(),
              ToolTargets.all(),
              QemuTargets.all(),
              ReleaseTargets.all(),
              GuestTargets.all())
          .flatMap(List::stream)
          .toList();

  private Targets() {}

  static List<Target> all() {
    return ALL;
  }

  static Target named(String name) {
    return ALL.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no target " + name + ": one of " + ALL));
  }
}
