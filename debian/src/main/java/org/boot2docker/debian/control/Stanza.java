package org.boot2docker.debian.control;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One paragraph of a control file: fields with their values, as in deb822(5).
 *
 * <p>Field names ignore case. The lines of a folded or multi-line value are joined by a line feed;
 * a continuation line keeps everything but its first space and its trailing white space.
 */
public final class Stanza {
  private final Map<String, String> fields;

  /** Takes over a map that ignores case; an index has so many that a copy would be felt. */
  Stanza(TreeMap<String, String> fields) {
    this.fields = Collections.unmodifiableMap(fields);
  }

  /** The value of a field, empty when the stanza doesn't have it. */
  public Optional<String> get(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  /**
   * The value of a field that has to be there.
   *
   * @throws IOException naming the field when it is missing or empty
   */
  public String require(String field) throws IOException {
    String value = fields.getOrDefault(field, "");
    if (value.isEmpty()) {
      throw new IOException(
          "control data without the field " + field + describe() + ": the file is not usable");
    }
    return value;
  }

  /** All fields by name, in the order of their names without case. */
  public Map<String, String> fields() {
    return fields;
  }

  /** Whether a field says yes, as Acquire-By-Hash does. */
  public boolean isYes(String field) {
    return fields.getOrDefault(field, "").toLowerCase(Locale.ROOT).equals("yes");
  }

  private String describe() {
    String name = fields.get("Package");
    return name == null ? "" : " (package " + name + ")";
  }
}
