package org.boot2docker.debian.control;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One package that a relation field names: {@code libc6:any (>= 2.34) [amd64]}.
 *
 * @param name package name, real or virtual
 * @param architecture what follows a colon: {@code any}, {@code native} or an architecture
 * @param version the condition on the version, if any
 * @param architectures restriction list, with {@code !} before each name to exclude; empty for all
 */
public record Relation(
    String name,
    Optional<String> architecture,
    Optional<VersionRelation> version,
    List<String> architectures) {

  /** Build profiles ({@code <!nocheck>}) don't occur in binary packages and are passed over. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "([A-Za-z0-9][A-Za-z0-9+.-]*)(?::([a-z0-9-]+))?"
              + "\\s*(?:\\(\\s*([<>=]+)\\s*([^\\s()]+)\\s*\\))?"
              + "\\s*(?:\\[([^]]*)])?\\s*(?:<[^>]*>\\s*)*");

  static Relation parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a relation to a package");
    }
    Optional<VersionRelation> version =
        Optional.ofNullable(matcher.group(3))
            .map(VersionRelation.Operator::of)
            .map(operator -> new VersionRelation(operator, Version.parse(matcher.group(4))));
    String restriction = matcher.group(5) == null ? "" : matcher.group(5).strip();
    return new Relation(
        matcher.group(1),
        Optional.ofNullable(matcher.group(2)),
        version,
        restriction.isEmpty() ? List.of() : List.of(restriction.split("\\s+")));
  }

  /** Whether the relation holds for builds of an architecture. */
  boolean appliesTo(String target) {
    if (architectures.isEmpty()) {
      return true;
    }
    boolean excludes = architectures.get(0).startsWith("!");
    for (String entry : architectures) {
      String name = excludes && entry.startsWith("!") ? entry.substring(1) : entry;
      if (name.equals(target) || name.equals("any") || name.equals("linux-any")) {
        return !excludes;
      }
    }
    return excludes;
  }

  /** Whether a version meets the relation. */
  public boolean accepts(Version candidate) {
    return version.map(condition -> condition.accepts(candidate)).orElse(true);
  }

  @Override
  public String toString() {
    return name + version.map(condition -> " (" + condition + ")").orElse("");
  }
}
