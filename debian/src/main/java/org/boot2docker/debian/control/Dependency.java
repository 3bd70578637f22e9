package org.boot2docker.debian.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One entry of a relation field: one of the alternatives is enough.
 *
 * @param alternatives in the order of preference, never empty
 */
public record Dependency(List<Relation> alternatives) {

  /**
   * Reads a complete field such as Depends, dropping what is not meant for an architecture.
   *
   * @throws IllegalArgumentException when the field breaks the syntax of Debian Policy 7.1
   */
  public static List<Dependency> parseList(String field, String architecture) {
    List<Dependency> dependencies = new ArrayList<>();
    for (String entry : field.split(",")) {
      if (entry.isBlank()) {
        continue;
      }
      List<Relation> alternatives = new ArrayList<>();
      for (String alternative : entry.split("\\|")) {
        Relation relation = Relation.parse(alternative.strip());
        if (relation.appliesTo(architecture)) {
          alternatives.add(relation);
        }
      }
      if (!alternatives.isEmpty()) {
        dependencies.add(new Dependency(List.copyOf(alternatives)));
      }
    }
    return dependencies;
  }

  @Override
  public String toString() {
    return alternatives.stream().map(Relation::toString).collect(Collectors.joining(" | "));
  }
}
