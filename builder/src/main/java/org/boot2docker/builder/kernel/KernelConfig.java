package org.boot2docker.builder.kernel;

import java.util.HashMap;
import java.util.Map;

/** A kernel's complete configuration, a file {@code .config}. */
final class KernelConfig {
  private final Map<String, String> values = new HashMap<>();

  /** Reads one; comments, such as those for options that are off, count for nothing. */
  static KernelConfig parse(String text) {
    KernelConfig config = new KernelConfig();
    text.lines()
        .filter(line -> line.startsWith("CONFIG_") && line.indexOf('=') > 0)
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              config.values.put(line.substring(0, equals), line.substring(equals + 1));
            });
    return config;
  }

  /** The value of an option, {@code n} when it is off or unknown. */
  String value(String name) {
    return values.getOrDefault(name, ConfigOption.OFF);
  }

  /** How many options are on or a module. */
  long enabled() {
    return values.values().stream().filter(value -> value.equals("y") || value.equals("m")).count();
  }
}
