package org.boot2docker.debian.resolve;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.debian.control.Dependency;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.Relation;
import org.boot2docker.debian.resolve.PackagePool.Candidate;

/** What has been chosen so far. */
final class Selection {
  private final PackagePool pool;
  private final String architecture;
  private final Set<String> assumed;
  private final Map<String, PackageRecord> chosen = new TreeMap<>();
  private final Map<String, String> reasons = new HashMap<>();
  private final Set<String> providedNames = new HashSet<>();
  private final Deque<PackageRecord> open = new ArrayDeque<>();

  Selection(PackagePool pool, String architecture, Set<String> assumed) {
    this.pool = pool;
    this.architecture = architecture;
    this.assumed = assumed;
  }

  void addRoot(Root root, Candidate candidate) throws ResolutionException {
    PackageRecord before = chosen.get(root.name());
    if (before != null && !before.version().equals(candidate.record().version())) {
      throw new ResolutionException(
          "package "
              + root.name()
              + " is requested twice, as "
              + before.version()
              + " from "
              + before.suite()
              + " and as "
              + candidate.record().version()
              + " from "
              + candidate.record().suite()
              + ": name it once");
    }
    if (before == null) {
      choose(candidate.record(), root.name(), root.withDependencies());
    } else if (root.withDependencies()) {
      open.add(before);
    }
  }

  private void choose(PackageRecord found, String reason, boolean withDependencies) {
    chosen.put(found.name(), found);
    reasons.put(found.name(), reason);
    found.providedNames().forEach(providedNames::add);
    if (withDependencies) {
      open.add(found);
    }
  }

  /** Chooses until every dependency is met. */
  void complete() throws ResolutionException {
    while (!open.isEmpty()) {
      PackageRecord next = open.remove();
      meetAll(next);
    }
  }

  private void meetAll(PackageRecord next) throws ResolutionException {
    try {
      for (Dependency dependency : next.dependencies(architecture)) {
        if (dependency.alternatives().stream().noneMatch(this::isMet)) {
          meet(next, dependency);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ResolutionException(
          "what %s from suite %s depends on can't be read (%s): take its files alone, with dependencies: none"
              .formatted(next, next.suite(), e.getMessage()));
    }
  }

  private boolean isMet(Relation relation) {
    if (assumed.contains(relation.name())) {
      return true;
    }
    PackageRecord named = chosen.get(relation.name());
    if (named != null && isForTarget(relation) && relation.accepts(named.version())) {
      return true;
    }
    return providedNames.contains(relation.name())
        && chosen.values().stream().anyMatch(found -> provides(found, relation));
  }

  private void meet(PackageRecord dependent, Dependency dependency) throws ResolutionException {
    String chain = reasons.get(dependent.name()) + " → " + dependency;
    PackageRecord found =
        dependency.alternatives().stream()
            .flatMap(this::candidates)
            .filter(candidate -> !chosen.containsKey(candidate.record().name()))
            .map(Candidate::record)
            .findFirst()
            .orElseThrow(() -> unmet(chain, dependency));
    choose(found, chain, true);
  }

  /** Real packages first, then providers; those whose name is taken in another version drop out. */
  private Stream<Candidate> candidates(Relation relation) {
    if (!isForTarget(relation)) {
      return Stream.empty();
    }
    Stream<Candidate> named =
        pool.named(relation.name()).stream()
            .filter(candidate -> relation.accepts(candidate.record().version()));
    Stream<Candidate> providing =
        pool.providing(relation.name()).stream()
            .filter(candidate -> provides(candidate.record(), relation));
    return Stream.concat(named, providing);
  }

  private boolean isForTarget(Relation relation) {
    return relation
        .architecture()
        .map(name -> name.equals("any") || name.equals("native") || name.equals(architecture))
        .orElse(true);
  }

  /** An unversioned Provides meets only an unversioned relation: Debian Policy 7.5. */
  private static boolean provides(PackageRecord found, Relation wanted) {
    return found.provided().stream()
        .filter(provided -> provided.name().equals(wanted.name()))
        .anyMatch(
            provided ->
                wanted.version().isEmpty()
                    || provided.version().map(is -> wanted.accepts(is.version())).orElse(false));
  }

  private ResolutionException unmet(String chain, Dependency dependency) {
    String known =
        dependency.alternatives().stream()
            .map(relation -> describe(relation.name()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return new ResolutionException(
        chain
            + ": no candidate; "
            + (known.isEmpty() ? "none of these names is known" : "available: " + known));
  }

  private Optional<String> describe(String name) {
    PackageRecord taken = chosen.get(name);
    List<Candidate> candidates = pool.named(name);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    String choice =
        taken == null
            ? ""
            : ", of which " + taken.version() + " was chosen for " + reasons.get(name);
    return Optional.of(name + " " + list(candidates) + choice);
  }

  static String list(Collection<Candidate> candidates) {
    return candidates.stream()
        .map(candidate -> candidate.record().version() + " in " + candidate.record().suite())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  Resolution result() {
    return new Resolution(List.copyOf(chosen.values()), reasons);
  }
}
