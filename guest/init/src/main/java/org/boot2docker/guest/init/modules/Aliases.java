package org.boot2docker.guest.init.modules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The table modules.alias: which modules drive a device.
 *
 * <p>The text is kept as it is, with the place of every line and a hash of the bus that begins its
 * pattern: a modalias is compared with patterns of its own bus only.
 */
final class Aliases {
  private static final int KEYWORD = "alias ".length();

  private final byte[] text;

  /** For each alias: where its pattern begins, and the hash of its bus. */
  private final int[] patterns;

  private final int count;

  Aliases(byte[] text) {
    this.text = text;
    int[] found = new int[2 * (1 + Lines.count(text))];
    int at = 0;
    int line = 0;
    while (line < text.length) {
      int end = Lines.end(text, line);
      if (end - line > KEYWORD && text[line] == 'a') {
        found[at++] = line + KEYWORD;
        found[at++] = busHash(text, line + KEYWORD);
      }
      line = end + 1;
    }
    patterns = found;
    count = at;
  }

  /** The names of the modules whose patterns match, in the file's order. */
  List<String> modulesFor(String modalias) {
    byte[] name = modalias.getBytes(StandardCharsets.UTF_8);
    int bus = busHash(name, 0);
    List<String> modules = new ArrayList<>();
    for (int i = 0; i < count; i += 2) {
      if (patterns[i + 1] == bus && Glob.matches(text, patterns[i], name)) {
        String module = moduleOf(patterns[i]);
        if (!modules.contains(module)) {
          modules.add(module);
        }
      }
    }
    return modules;
  }

  /** Of the letters before the first that is a separator or belongs to a pattern. */
  private static int busHash(byte[] bytes, int start) {
    int hash = 0;
    for (int i = start; i < bytes.length && ":*?[ \n".indexOf(bytes[i]) < 0; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private String moduleOf(int pattern) {
    int start = pattern;
    int end = Lines.end(text, pattern);
    while (start < end && text[start] != ' ') {
      start++;
    }
    return new String(text, start + 1, Math.max(0, end - start - 1), StandardCharsets.UTF_8);
  }
}
