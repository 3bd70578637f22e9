package org.boot2docker.guest.system.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The kernel command line's words; where a name is given twice, the last one counts. */
public final class CommandLine {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** Splits a line such as /proc/cmdline holds; values may be in double quotes. */
  public CommandLine(String line) {
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : line.trim().toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ' ' || c == '\n' || c == '\t')) {
        add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    // As in Linux, quotes that are not closed reach to the end.
    add(word.toString());
  }

  private void add(String word) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      values.put(word.substring(0, equals), word.substring(equals + 1));
    } else if (!word.isEmpty()) {
      values.put(word, "");
    }
  }

  /** The value of {@code name=value}; empty text for a bare {@code name}. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** All values whose names begin so, by the rest of their names, in the line's order. */
  public Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), value);
          }
        });
    return found;
  }

  /** Whether the word is there, with a value or without. */
  public boolean has(String name) {
    return values.containsKey(name);
  }
}
