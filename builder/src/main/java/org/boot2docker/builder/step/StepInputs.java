package org.boot2docker.builder.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.formats.file.Sha256;

/**
 * What a step's result depends on: every component of the record that the step gets. The text form
 * is kept beside the result: comparing it with an older one tells why a step has to run.
 */
public final class StepInputs {

  /** Begins the name of an input that only says in which order others are. */
  static final String ORDER = "order of ";

  private static final int REASONS_SHOWN = 3;

  private final SortedMap<String, String> values;

  private StepInputs(SortedMap<String, String> values) {
    this.values = values;
  }

  /**
   * The components of a record, and of the records in it.
   *
   * @throws IOException when a file that is an input can't be read
   * @throws IllegalArgumentException when a component is of a type that can't be counted
   */
  public static StepInputs of(Record inputs) throws IOException {
    return new StepInputs(InputValues.of(inputs));
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
    SortedMap<String, String> values = new TreeMap<>();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                values.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return new StepInputs(values);
  }

  /** What differs from older inputs, for people: the first few names that changed. */
  String changeSince(StepInputs older) {
    TreeSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(older.values.keySet());
    List<String> changes = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    for (String name : names) {
      String before = older.values.get(name);
      String now = values.get(name);
      List<String> kind = name.startsWith(ORDER) ? orders : changes;
      if (before == null) {
        kind.add(name + " is new");
      } else if (now == null) {
        kind.add(name + " is gone");
      } else if (!before.equals(now)) {
        kind.add(name + " changed");
      }
    }
    // What is new or gone changes the order as well.
    return shown(changes.isEmpty() ? orders : changes);
  }

  private static String shown(List<String> changes) {
    int more = changes.size() - REASONS_SHOWN;
    String shown = String.join(", ", changes.subList(0, Math.min(REASONS_SHOWN, changes.size())));
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
