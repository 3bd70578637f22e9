package org.boot2docker.init.modules;

/**
 * Shell patterns over bytes, as modules.alias uses them: {@code *}, {@code ?} and {@code [a-z]}.
 *
 * <p>Thousands of patterns are tried at every boot, so nothing is allocated.
 */
final class Glob {
  private Glob() {}

  /** Whether the pattern at {@code text[from..to)} matches the whole of {@code name}. */
  static boolean matches(byte[] text, int from, int to, byte[] name) {
    int p = from;
    int n = 0;
    int starAt = -1;
    int starName = 0;
    while (n < name.length) {
      int next = p < to ? step(text, p, to, name[n]) : -1;
      if (p < to && text[p] == '*') {
        starAt = p++;
        starName = n;
      } else if (next >= 0) {
        p = next;
        n++;
      } else if (starAt >= 0) {
        p = starAt + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < to && text[p] == '*') {
      p++;
    }
    return p == to;
  }

  /** Where the pattern goes on after it matched one byte, or -1 when it doesn't match it. */
  private static int step(byte[] text, int p, int to, byte b) {
    if (text[p] == '[') {
      return set(text, p + 1, to, b);
    }
    return text[p] == '?' || text[p] == b ? p + 1 : -1;
  }

  private static int set(byte[] text, int start, int to, byte b) {
    boolean found = false;
    int p = start;
    while (p < to && text[p] != ']') {
      boolean range = p + 2 < to && text[p + 1] == '-' && text[p + 2] != ']';
      byte low = text[p];
      byte high = range ? text[p + 2] : low;
      found |= low <= b && b <= high;
      p += range ? 3 : 1;
    }
    return found ? p + 1 : -1;
  }
}
