package org.boot2docker.debian.resolve;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds what somebody may have meant. */
final class NearNames {
  private static final int MAX_EDITS = 3;
  private static final int MAX_NAMES = 3;

  private record Guess(String name, int edits) {}

  private NearNames() {}

  /** At most three names, nearest first. */
  static List<String> of(String wrong, Stream<String> names) {
    return names
        .filter(name -> Math.abs(name.length() - wrong.length()) <= MAX_EDITS)
        .map(name -> new Guess(name, edits(wrong, name)))
        .filter(guess -> guess.edits() <= Math.min(MAX_EDITS, wrong.length() / 2))
        .sorted(Comparator.comparingInt(Guess::edits).thenComparing(Guess::name))
        .limit(MAX_NAMES)
        .map(Guess::name)
        .toList();
  }

  /** Levenshtein distance, one row at a time. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
