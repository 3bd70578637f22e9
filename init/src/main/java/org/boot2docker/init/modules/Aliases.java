package org.boot2docker.init.modules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table modules.alias: which modules drive a device.
 *
 * <p>The text is kept as it is; lines are found by the bus that begins both pattern and modalias.
 */
final class Aliases {
  private static final int KEYWORD = "alias ".length();

  private final byte[] text;
  private final Map<String, List<Integer>> linesByBus = new HashMap<>();

  Aliases(byte[] text) {
    this.text = text;
    int line = 0;
    while (line < text.length) {
      int end = find('\n', line, text.length);
      if (end - line > KEYWORD && text[line] == 'a') {
        linesByBus.computeIfAbsent(bus(line + KEYWORD), bus -> new ArrayList<>()).add(line);
      }
      line = end + 1;
    }
  }

  /** The names of the modules whose patterns match, in the file's order. */
  List<String> modulesFor(String modalias) {
    byte[] name = modalias.getBytes(StandardCharsets.UTF_8);
    int colon = modalias.indexOf(':');
    String bus = colon < 0 ? modalias : modalias.substring(0, colon);
    List<String> modules = new ArrayList<>();
    for (int line : linesByBus.getOrDefault(bus, List.of())) {
      int start = line + KEYWORD;
      int space = find(' ', start, text.length);
      if (Glob.matches(text, start, space, name)) {
        String module = word(space + 1, find('\n', space, text.length));
        if (!modules.contains(module)) {
          modules.add(module);
        }
      }
    }
    return modules;
  }

  private String bus(int start) {
    int end = start;
    while (end < text.length && ":*?[ \n".indexOf(text[end]) < 0) {
      end++;
    }
    return word(start, end);
  }

  private String word(int from, int to) {
    return new String(text, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  private int find(char wanted, int from, int end) {
    int i = from;
    while (i < end && text[i] != wanted) {
      i++;
    }
    return i;
  }
}
