package org.boot2docker.debian.control;

/**
 * A version of a Debian package, ordered as deb-version(7) says: {@code
 * [epoch:]upstream[-revision]}.
 *
 * <p>Equality is that of the order, as dpkg has it: {@code 1.0} equals {@code 0:1.0-0}.
 */
public final class Version implements Comparable<Version> {
  private final String text;
  private final int epoch;
  private final String upstream;
  private final String revision;

  private Version(String text, int epoch, String upstream, String revision) {
    this.text = text;
    this.epoch = epoch;
    this.upstream = upstream;
    this.revision = revision;
  }

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException when it is none that dpkg would take
   */
  public static Version parse(String text) {
    int epoch = 0;
    String rest = text;
    int colon = text.indexOf(':');
    if (colon >= 0) {
      epoch = parseEpoch(text, text.substring(0, colon));
      rest = text.substring(colon + 1);
    }
    int dash = rest.lastIndexOf('-');
    String upstream = dash < 0 ? rest : rest.substring(0, dash);
    String revision = dash < 0 ? "" : rest.substring(dash + 1);
    if (upstream.isEmpty() || !isDigit(upstream.charAt(0)) || dash >= 0 && revision.isEmpty()) {
      throw invalid(text);
    }
    requireCharacters(text, upstream, ".+-~:");
    requireCharacters(text, revision, ".+~");
    return new Version(text, epoch, upstream, revision);
  }

  private static int parseEpoch(String text, String digits) {
    if (digits.isEmpty() || !digits.chars().allMatch(c -> isDigit((char) c))) {
      throw invalid(text);
    }
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static void requireCharacters(String text, String part, String allowed) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (!isDigit(c) && !isLetter(c) && allowed.indexOf(c) < 0) {
        throw invalid(text);
      }
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("'" + text + "' is not a version (see deb-version(7))");
  }

  /** The upstream part alone: {@code 28.5.2+dfsg1} of {@code 28.5.2+dfsg1-2}. */
  public String upstream() {
    return upstream;
  }

  @Override
  public int compareTo(Version other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compareParts(upstream, other.upstream);
    return byUpstream != 0 ? byUpstream : compareParts(revision, other.revision);
  }

  /** Alternates between runs of non-digits and runs of digits, as dpkg's verrevcmp does. */
  private static int compareParts(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (!digitAt(a, i) && i < a.length() || !digitAt(b, j) && j < b.length()) {
        int difference = Integer.compare(order(a, i), order(b, j));
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int endOfA = endOfDigits(a, i);
      int endOfB = endOfDigits(b, j);
      int difference = compareNumbers(a.substring(i, endOfA), b.substring(j, endOfB));
      if (difference != 0) {
        return difference;
      }
      i = endOfA;
      j = endOfB;
    }
    return 0;
  }

  private static int endOfDigits(String part, int from) {
    int end = Math.min(from, part.length());
    while (digitAt(part, end)) {
      end++;
    }
    return end;
  }

  /** Of any length: versions hold dates and commit numbers. */
  private static int compareNumbers(String a, String b) {
    String x = withoutZeros(a);
    String y = withoutZeros(b);
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  /** Tilde before the end, the end and digits before letters, letters before the rest. */
  private static int order(String part, int at) {
    if (at >= part.length() || digitAt(part, at)) {
      return 0;
    }
    char c = part.charAt(at);
    if (c == '~') {
      return -1;
    }
    return isLetter(c) ? c : c + 256;
  }

  private static boolean digitAt(String part, int at) {
    return at < part.length() && isDigit(part.charAt(at));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return epoch;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
