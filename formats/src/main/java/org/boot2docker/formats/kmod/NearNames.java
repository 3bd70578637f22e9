package org.boot2docker.formats.kmod;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds what somebody may have meant. */
final class NearNames {
  private static final int MAX_NAMES = 3;
  private static final int MAX_DISTANCE = 2;

  private NearNames() {}

  /** A name and how far it is from the one that was asked for. */
  private record Near(String name, int distance) {}

  /** The end of an error message. */
  static String hint(String wanted, Collection<String> files, Collection<String> builtIn) {
    List<String> near =
        Stream.concat(files.stream(), builtIn.stream())
            .map(name -> new Near(name, distance(wanted, name)))
            .filter(n -> n.distance() <= MAX_DISTANCE || n.name().contains(wanted))
            .sorted(Comparator.comparing(Near::distance).thenComparing(Near::name))
            .map(Near::name)
            .distinct()
            .limit(MAX_NAMES)
            .toList();
    return near.isEmpty()
        ? ", neither as a file nor built in: correct the name or leave it out"
        : "; there is " + String.join(", ", near) + ": correct the name or leave it out";
  }

  /** How many letters have to be put in, left out or changed (Levenshtein). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
