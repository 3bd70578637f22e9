package org.boot2docker.builder.kernel;

/**
 * What a fragment asks for.
 *
 * @param name with {@code CONFIG_}
 * @param value as in a {@code .config}; {@code n} for off
 * @param file the fragment
 * @param line in it, from 1
 */
record ConfigOption(String name, String value, String file, int line) {
  static final String OFF = "n";

  /** As a line of a {@code .config}. */
  String text() {
    return value.equals(OFF) ? "# " + name + " is not set" : name + "=" + value;
  }

  /** Where it is asked for. */
  String place() {
    return file + ":" + line;
  }
}
