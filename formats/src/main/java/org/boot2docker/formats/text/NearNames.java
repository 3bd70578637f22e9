package org.boot2docker.formats.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the names that somebody may have meant by an unknown one. */
public final class NearNames {
  private static final int MOST_EDITS = 3;
  private static final int MOST_NAMES = 3;

  /** A name with fewer letters is part of too many others. */
  private static final int SHORTEST_PART = 3;

  private record Guess(String name, int edits) {}

  private NearNames() {}

  /**
   * At most three names, nearest first: those spelled alike, and those that contain the word. All
   * options have hyphens at the front, so these make none of them more alike.
   */
  public static List<String> of(String wrong, Stream<String> names) {
    String word = bare(wrong);
    int most = Math.min(MOST_EDITS, word.length() / 2);
    return names
        .distinct()
        .map(name -> new Guess(name, edits(word, bare(name))))
        .filter(guess -> guess.edits() <= most || contains(guess.name(), word))
        .sorted(Comparator.comparingInt(Guess::edits).thenComparing(Guess::name))
        .limit(MOST_NAMES)
        .map(Guess::name)
        .toList();
  }

  /** Without regular expressions, which would add a sixth to the guest's init. */
  private static String bare(String name) {
    int hyphens = 0;
    while (hyphens < name.length() && name.charAt(hyphens) == '-') {
      hyphens++;
    }
    return name.substring(hyphens);
  }

  private static boolean contains(String name, String part) {
    return part.length() >= SHORTEST_PART && name.contains(part);
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
