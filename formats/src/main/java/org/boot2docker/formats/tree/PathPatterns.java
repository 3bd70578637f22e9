package org.boot2docker.formats.tree;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Patterns of paths: {@code *} stands for any characters of one name, {@code **} for any
 * characters, {@code **}{@code /} also for nothing.
 *
 * @param patterns the patterns as written
 */
public record PathPatterns(List<String> patterns) implements Predicate<String> {

  /** No pattern, which no path matches. */
  public static final PathPatterns NONE = new PathPatterns(List.of());

  /** Copies the list. */
  public PathPatterns {
    patterns = List.copyOf(patterns);
  }

  /** Whether there is no pattern. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** What any of both lists matches; an empty one stands for all paths, as in a package. */
  public PathPatterns and(PathPatterns more) {
    if (isEmpty() || more.isEmpty()) {
      return NONE;
    }
    return new PathPatterns(Stream.concat(patterns.stream(), more.patterns.stream()).toList());
  }

  @Override
  public boolean test(String path) {
    return patterns.stream().anyMatch(pattern -> regex(pattern).matcher(path).matches());
  }

  /** A predicate that compiles the patterns once, for many paths. */
  public Predicate<String> compiled() {
    List<Predicate<String>> compiled =
        patterns.stream().map(pattern -> regex(pattern).asMatchPredicate()).toList();
    return path -> compiled.stream().anyMatch(pattern -> pattern.test(path));
  }

  private static Pattern regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      if (pattern.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (pattern.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else if (pattern.charAt(i) == '*') {
        regex.append("[^/]*");
        i++;
      } else {
        regex.append(Pattern.quote(pattern.substring(i, i + 1)));
        i++;
      }
    }
    return Pattern.compile(regex.toString());
  }
}
