package org.boot2docker.guest.init.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boot2docker.formats.service.Service;

/**
 * The order in which services are started that can be started at the same moment: first those that
 * most others wait for.
 *
 * <p>Starting a process takes PID 1 tens of milliseconds in an emulator, and what runs already
 * competes for the processor with what is still to come.
 */
final class StartOrder {
  private StartOrder() {}

  /** All units, those of equal rank in the order in which they were. */
  static List<Unit> of(List<Unit> units) {
    Map<Unit, Integer> followers = new HashMap<>();
    for (Unit unit : units) {
      Set<String> names = new HashSet<>();
      follow(unit.service().name(), units, names);
      followers.put(unit, names.size());
    }
    List<Unit> ordered = new ArrayList<>(units);
    ordered.sort(Comparator.comparing(followers::get, Comparator.reverseOrder()));
    return ordered;
  }

  /**
   * The units that need a milestone, directly or through others, in the order in which they end:
   * those that use others first.
   */
  static List<Unit> following(String milestone, List<Unit> units) {
    Set<String> names = followers(milestone, units);
    List<Unit> followers = new ArrayList<>(of(units));
    followers.removeIf(unit -> !names.contains(unit.service().name()));
    Collections.reverse(followers);
    return followers;
  }

  /** The names of the units that need a milestone, directly or through others. */
  static Set<String> followers(String milestone, List<Unit> units) {
    Set<String> names = new HashSet<>();
    follow(milestone, units, names);
    return names;
  }

  /**
   * Adds the names of those that wait for a milestone or use a service of its name, directly or
   * through others.
   */
  private static void follow(String name, List<Unit> units, Set<String> names) {
    for (Unit other : units) {
      Service service = other.service();
      boolean follows = service.needs().contains(name) || service.uses().contains(name);
      if (follows && names.add(service.name())) {
        follow(service.name(), units, names);
      }
    }
  }
}
