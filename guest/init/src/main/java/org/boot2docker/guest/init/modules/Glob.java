package org.boot2docker.guest.init.modules;

/**
 * Shell patterns over bytes, as modules.alias uses them: {@code *}, {@code ?} and {@code [a-z]}.
 *
 * <p>Thousands of patterns are tried at every boot, so nothing is allocated, and a pattern's end is
 * found only when it has matched as far as there: it is a blank, or the end of the text.
 */
final class Glob {
  private Glob() {}

  /** Whether the pattern that begins at {@code from} matches the whole of {@code name}. */
  static boolean matches(byte[] text, int from, byte[] name) {
    int p = from;
    int n = 0;
    int starAt = -1;
    int starName = 0;
    while (n < name.length) {
      int next = step(text, p, name[n]);
      if (next == STAR) {
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
    while (p < text.length && text[p] == '*') {
      p++;
    }
    return isEnd(text, p);
  }

  private static final int STAR = -2;
  private static final int DIFFERS = -1;

  /** Where the pattern goes on after it matched one byte; or that it is a star, or differs. */
  private static int step(byte[] text, int p, byte b) {
    if (isEnd(text, p)) {
      return DIFFERS;
    }
    return switch (text[p]) {
      case '*' -> STAR;
      case '?' -> p + 1;
      case '[' -> set(text, p + 1, b);
      default -> text[p] == b ? p + 1 : DIFFERS;
    };
  }

  private static boolean isEnd(byte[] text, int p) {
    return p >= text.length || text[p] == ' ';
  }

  private static int set(byte[] text, int start, byte b) {
    boolean found = false;
    int p = start;
    while (!isEnd(text, p) && text[p] != ']') {
      boolean range = p + 2 < text.length && text[p + 1] == '-' && text[p + 2] != ']';
      byte low = text[p];
      byte high = range ? text[p + 2] : low;
      found |= low <= b && b <= high;
      p += range ? 3 : 1;
    }
    return found ? p + 1 : DIFFERS;
  }
}
