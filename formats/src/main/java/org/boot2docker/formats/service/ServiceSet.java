package org.boot2docker.formats.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.contract.MilestoneNames;

/**
 * All services of an image, checked against each other: what they wait for is a milestone of init
 * or another service, and none waits for ever.
 *
 * <p>The builder refuses an image with a problem. Init, which meets one only in an image that
 * somebody else made, reports it and goes on.
 */
public final class ServiceSet {
  private final Map<String, ServiceFile.Result> files = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Service> services = new ArrayList<>();

  private ServiceSet() {}

  /**
   * Reads the files of the directory of services; names without the suffix {@code .service} are
   * others' business.
   *
   * @param texts by file name, without the directory
   */
  public static ServiceSet of(Map<String, String> texts) {
    ServiceSet set = new ServiceSet();
    new TreeMap<>(texts).forEach(set::read);
    Set<String> milestones = set.milestones();
    set.files.values().forEach(file -> set.check(file, milestones));
    set.refuseCircles();
    return set;
  }

  /** Whether a file of the directory of services describes one. */
  public static boolean isServiceFile(String name) {
    return name.endsWith(ServiceFile.SUFFIX);
  }

  /**
   * The services of the files without a mistake, by name. None waits for a milestone that can't be
   * reached: that is among the {@link #problems()}.
   */
  public List<Service> services() {
    return List.copyOf(services);
  }

  /** All mistakes, in the order of the files. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void read(String fileName, String text) {
    if (isServiceFile(fileName)) {
      String name = fileName.substring(0, fileName.length() - ServiceFile.SUFFIX.length());
      ServiceFile.Result file = ServiceFile.parse(name, text);
      problems.addAll(file.problems());
      if (MilestoneNames.OF_INIT.contains(name)) {
        problems.add(
            new Problem(fileName, 0, "init has a milestone of this name: rename the file"));
      } else if (file.problems().isEmpty()) {
        files.put(name, file);
      }
    }
  }

  private Set<String> milestones() {
    Set<String> names = new TreeSet<>(MilestoneNames.OF_INIT);
    for (ServiceFile.Result file : files.values()) {
      names.addAll(reachedBy(file.service()));
    }
    return names;
  }

  private static List<String> reachedBy(Service service) {
    return service.listen().isPresent()
        ? List.of(service.name(), MilestoneNames.socket(service.name()))
        : List.of(service.name());
  }

  private void check(ServiceFile.Result file, Set<String> milestones) {
    Service service = file.service();
    for (String need : service.needs()) {
      if (!milestones.contains(need)) {
        problems.add(
            file.problem(
                "needs",
                "needs= names "
                    + need
                    + ", which is no milestone and no service"
                    + Suggestion.of(need, milestones)));
      }
    }
    for (String used : service.uses()) {
      if (!files.containsKey(used)) {
        problems.add(
            file.problem(
                "uses",
                "uses= names "
                    + used
                    + ", which is no service"
                    + Suggestion.of(used, files.keySet())));
      }
    }
    services.add(service.needing(milestones));
  }

  /** Services that need each other would all wait for ever. */
  private void refuseCircles() {
    Set<String> reached = new HashSet<>(milestones());
    services.forEach(service -> reached.remove(service.name()));
    List<Service> waiting = new ArrayList<>(services);
    for (boolean goesOn = true; goesOn; ) {
      goesOn = waiting.removeIf(service -> starts(service, reached));
    }
    for (Service service : waiting) {
      List<String> never = service.needs().stream().filter(n -> !reached.contains(n)).toList();
      String what =
          "it would wait for ever for "
              + String.join(" and ", never)
              + ", as services that need each other do: take a name out of needs=";
      Optional.ofNullable(files.get(service.name()))
          .ifPresent(file -> problems.add(file.problem("needs", what)));
    }
    services.replaceAll(service -> waiting.contains(service) ? service.needing(reached) : service);
  }

  private static boolean starts(Service service, Set<String> reached) {
    boolean starts = service.latest() >= 0 || reached.containsAll(service.needs());
    return starts && reached.add(service.name());
  }
}
