package org.boot2docker.machine.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Writes settings as commented YAML, and changes single ones in a text that people have edited. */
final class ConfigWriter {
  private static final String HEADING = "# Settings of the machine ";

  private ConfigWriter() {}

  /** All keys with their comments; those that have their defaults as comments. */
  static String fresh(String machine, Settings settings) {
    StringBuilder text = new StringBuilder();
    text.append(HEADING).append(machine).append(", used at its next start.\n");
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
      Optional<String> text = edited(old, settings);
      if (text.isPresent() && read(text.get(), old).equals(settings)) {
        return text.get();
      }
    } catch (MachineException e) {
      // Below: it can't be changed in part.
    }
    return ownComments(old.text()) + fresh(machine, settings);
  }

  private static Settings read(String text, ConfigText old) throws MachineException {
    return new ConfigText(old.label(), text, old.folder()).settings();
  }

  private static Optional<String> edited(ConfigText old, Settings settings)
      throws MachineException {
    Settings before = old.settings();
    Map<ConfigKey, List<String>> values = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.values()) {
      if (!key.of(before).equals(key.of(settings))) {
        values.put(key, key.of(settings));
      }
    }
    return old.isInBraces()
        ? new BracedEdit(old).with(values)
        : Optional.of(new LineEdit(old).with(values));
  }

  /** Comments that are not ours: whoever wrote them finds them above all else. */
  private static String ownComments(String text) {
    List<YamlComment> comments;
    try {
      comments = YamlComment.of(text);
    } catch (YamlEngineException e) {
      // Nobody can say what is a comment in it.
      return "";
    }
    Set<String> ours = fresh("", Settings.none()).lines().collect(Collectors.toSet());
    return comments.stream()
        .map(comment -> comment.text().strip())
        .filter(line -> !ours.contains(line) && !line.startsWith(HEADING))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** A key and its values as lines of their own; a comment that shows it when there are none. */
  static List<String> lines(ConfigKey key, List<String> values) {
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
  static String scalar(String value) {
    boolean plain = value.matches("[A-Za-z0-9/][A-Za-z0-9/_.-]*") && !isWord(value);
    return plain ? value : Json.line(value);
  }

  private static boolean isWord(String value) {
    return Arrays.asList("null", "yes", "no", "on", "off").contains(value);
  }
}
