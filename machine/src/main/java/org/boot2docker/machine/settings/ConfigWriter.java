package org.boot2docker.machine.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;

/** Writes settings as commented YAML, and changes single ones in a text that people have edited. */
final class ConfigWriter {
  private ConfigWriter() {}

  /** All keys with their comments; those that have their defaults as comments. */
  static String fresh(String machine, Settings settings) {
    StringBuilder text = new StringBuilder();
    text.append("# Settings of the machine ").append(machine).append(", used at its next start.\n");
    text.append("# A line that begins with # is an example of a setting that has its default.\n");
    for (ConfigKey key : ConfigKey.values()) {
      text.append("\n# ").append(key.comment()).append('\n');
      lines(key, key.of(settings)).forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /** The text with other settings; what they have in common stays as it is written. */
  static String changed(ConfigText old, String machine, Settings settings) {
    try {
      String text = edited(old, settings);
      if (new ConfigText(old.label(), text, old.folder()).settings().equals(settings)) {
        return text;
      }
    } catch (MachineException e) {
      // Below: it can't be changed in part.
    }
    return fresh(machine, settings);
  }

  private record Change(ConfigText.Span span, List<String> lines) {}

  private static String edited(ConfigText old, Settings settings) throws MachineException {
    Settings before = old.settings();
    Map<ConfigKey, ConfigText.Span> spans = old.spans();
    List<String> lines = new ArrayList<>(old.text().lines().toList());
    List<Change> changes = new ArrayList<>();
    for (ConfigKey key : ConfigKey.values()) {
      if (!key.of(before).equals(key.of(settings))) {
        ConfigText.Span span = spans.getOrDefault(key, commented(key, lines));
        changes.add(new Change(span, lines(key, key.of(settings))));
      }
    }
    // From the end, so that the earlier lines keep their numbers.
    changes.sort(Comparator.comparingInt((Change change) -> change.span().first()).reversed());
    for (Change change : changes) {
      List<String> range = lines.subList(change.span().first(), change.span().last() + 1);
      range.clear();
      range.addAll(change.lines());
    }
    return String.join("\n", lines) + "\n";
  }

  /** The line that shows the key as a comment; behind all others when there is none. */
  private static ConfigText.Span commented(ConfigKey key, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("# ?" + key.key() + ":.*")) {
        return new ConfigText.Span(i, i);
      }
    }
    return new ConfigText.Span(lines.size(), lines.size() - 1);
  }

  private static List<String> lines(ConfigKey key, List<String> values) {
    if (values.isEmpty()) {
      return List.of("#" + key.key() + ": " + key.example());
    }
    if (!key.isList() || values.equals(List.of("none"))) {
      return List.of(key.key() + ": " + scalar(values.get(0)));
    }
    List<String> lines = new ArrayList<>(List.of(key.key() + ":"));
    values.forEach(value -> lines.add("  - " + scalar(value)));
    return lines;
  }

  /** A string of JSON is one of YAML. */
  private static String scalar(String value) {
    boolean plain = value.matches("[A-Za-z0-9/][A-Za-z0-9/_.-]*") && !isWord(value);
    return plain ? value : Json.line(value);
  }

  private static boolean isWord(String value) {
    return Arrays.asList("null", "yes", "no", "on", "off").contains(value);
  }
}
