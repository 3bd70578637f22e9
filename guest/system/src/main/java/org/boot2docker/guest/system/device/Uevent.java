package org.boot2docker.guest.system.device;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One message of the kernel about a device: {@code ACTION@DEVPATH}, then NUL-separated {@code
 * KEY=value} pairs.
 *
 * @param values the pairs by key
 */
public record Uevent(Map<String, String> values) {
  /** Copies the pairs. */
  public Uevent {
    values = Map.copyOf(values);
  }

  /** Reads a message; messages that aren't the kernel's (udev sends its own) give nothing. */
  public static Optional<Uevent> parse(byte[] message, int length) {
    Map<String, String> values = new HashMap<>();
    int start = 0;
    boolean header = true;
    for (int i = 0; i <= length; i++) {
      if (i == length || message[i] == 0) {
        String part = new String(message, start, i - start, StandardCharsets.UTF_8);
        int equals = part.indexOf('=');
        if (header && part.indexOf('@') < 0) {
          return Optional.empty();
        }
        if (!header && equals > 0) {
          values.put(part.substring(0, equals), part.substring(equals + 1));
        }
        header = false;
        start = i + 1;
      }
    }
    return Optional.of(new Uevent(values));
  }

  /** The value of a key, or an empty string. */
  public String value(String key) {
    return values.getOrDefault(key, "");
  }

  /** Whether a device has come. */
  public boolean isAdd() {
    return value("ACTION").equals("add");
  }

  /** Whether it is about a device of this subsystem. */
  public boolean isAbout(String subsystem) {
    return value("SUBSYSTEM").equals(subsystem);
  }
}
