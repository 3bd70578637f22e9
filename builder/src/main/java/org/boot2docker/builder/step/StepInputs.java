package org.boot2docker.builder.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.formats.file.Sha256;

/**
 * Everything that a step's result depends on, as names and values. Its text form is kept beside the
 * result: comparing it with an older one tells why a step has to run.
 */
public final class StepInputs {
  private static final int REASONS_SHOWN = 3;

  private final TreeMap<String, String> values = new TreeMap<>();

  /** Adds an input; names are unique, and neither name nor value has a line break. */
  public StepInputs add(String name, String value) {
    if (name.indexOf('=') >= 0 || name.indexOf('\n') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not an input: " + name);
    }
    if (values.put(name, value) != null) {
      throw new IllegalArgumentException("input " + name + " is there twice");
    }
    return this;
  }

  /** The key: SHA-256 of the text form, in hexadecimal. */
  public String key() {
    return Sha256.of(text());
  }

  /** One {@code name=value} on each line, sorted by name. */
  String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  /** The inputs that a text form was made of; lines that are not of the form are passed over. */
  static StepInputs parse(String text) {
    StepInputs inputs = new StepInputs();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                inputs.values.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return inputs;
  }

  /** What differs from older inputs, for people: the first few names that changed. */
  String changeSince(StepInputs older) {
    TreeSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(older.values.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      String before = older.values.get(name);
      String now = values.get(name);
      if (before == null) {
        changes.add(name + " is new");
      } else if (now == null) {
        changes.add(name + " is gone");
      } else if (!before.equals(now)) {
        changes.add(name + " changed");
      }
    }
    int more = changes.size() - REASONS_SHOWN;
    String shown = String.join(", ", changes.subList(0, Math.min(REASONS_SHOWN, changes.size())));
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /** The names and values, sorted. */
  Map<String, String> values() {
    return values;
  }
}
