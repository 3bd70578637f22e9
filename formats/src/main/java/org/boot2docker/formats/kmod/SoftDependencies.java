package org.boot2docker.formats.kmod;

import java.util.ArrayList;
import java.util.List;

/**
 * Modules that are loaded with another when they exist (softdep in modprobe.d(5)); by name or by
 * alias.
 *
 * @param before those loaded before it ({@code pre:})
 * @param after those loaded after it ({@code post:})
 */
public record SoftDependencies(List<String> before, List<String> after) {

  /** Takes copies that can't change. */
  public SoftDependencies {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Reads values such as {@code pre: a b post: c}; words before the first mark count for nothing.
   */
  static SoftDependencies parse(List<String> values) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String value : values) {
      List<String> target = new ArrayList<>();
      for (String word : value.trim().split("\\s+")) {
        if (word.equals("pre:")) {
          target = before;
        } else if (word.equals("post:")) {
          target = after;
        } else if (!word.isEmpty()) {
          target.add(word);
        }
      }
    }
    return new SoftDependencies(before, after);
  }
}
