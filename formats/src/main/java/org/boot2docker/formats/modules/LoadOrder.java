package org.boot2docker.formats.modules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts kernel modules into the order of loading: each after those that it needs. */
public final class LoadOrder {
  private final Index index;
  private final Set<String> visited = new HashSet<>();
  private final List<String> files = new ArrayList<>();

  private LoadOrder(Index index) {
    this.index = index;
  }

  /** Knows modules by name. */
  @FunctionalInterface
  public interface Index {
    /** A module; empty when there is no file of it. Asked once for each name. */
    Optional<Needs> find(String name);
  }

  /**
   * What a module needs.
   *
   * @param file stands for the module in the result
   * @param before names of those to load before it
   * @param after names of those to load after it
   */
  public record Needs(String file, List<String> before, List<String> after) {}

  /**
   * The files of these modules and of all that they need, in the order of loading, each once. In a
   * circle the one that is met last comes first.
   */
  public static List<String> of(Collection<String> names, Index index) {
    LoadOrder order = new LoadOrder(index);
    order.visitAll(names);
    return order.files;
  }

  private void visitAll(Collection<String> names) {
    for (String name : names) {
      if (visited.add(name)) {
        Optional<Needs> needs = index.find(name);
        if (needs.isPresent()) {
          visitAll(needs.get().before());
          files.add(needs.get().file());
          visitAll(needs.get().after());
        }
      }
    }
  }
}
