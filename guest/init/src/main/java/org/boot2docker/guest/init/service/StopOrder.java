package org.boot2docker.guest.init.service;

import java.util.ArrayList;
import java.util.List;

/** The order in which services that use each other are stopped: the user before what it uses. */
final class StopOrder {
  private StopOrder() {}

  /** The instances that use another service or are used by one, users first. */
  static List<Instance> of(List<Instance> all) {
    List<Instance> remaining = new ArrayList<>(all);
    remaining.removeIf(i -> i.service().uses().isEmpty() && !isUsed(i, all));
    List<Instance> ordered = new ArrayList<>();
    while (!remaining.isEmpty()) {
      Instance next =
          remaining.stream()
              .filter(i -> !isUsed(i, remaining))
              .findFirst()
              .orElse(remaining.get(0));
      remaining.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static boolean isUsed(Instance instance, List<Instance> by) {
    return by.stream()
        .anyMatch(
            user -> user != instance && user.service().uses().contains(instance.service().name()));
  }
}
