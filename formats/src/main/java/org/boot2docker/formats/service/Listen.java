package org.boot2docker.formats.service;

import java.util.Optional;

/**
 * A unix stream socket that init opens for a service.
 *
 * @param path where it is, an absolute path
 * @param group whose members may connect besides root
 */
public record Listen(String path, Optional<String> group) {
  /** {@code sun_path} of unix(7), without the zero at its end. */
  private static final int LONGEST_PATH = 107;

  /** Reads {@code PATH} or {@code PATH:GROUP}; the path is in ASCII. */
  public static Optional<Listen> parse(String text) {
    int colon = text.indexOf(':');
    String path = colon < 0 ? text : text.substring(0, colon);
    Optional<String> group = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    boolean named = !text.endsWith(":") && text.lastIndexOf(':') == colon;
    boolean plain = path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    boolean fits = plain && path.startsWith("/") && path.length() <= LONGEST_PATH;
    return fits && named ? Optional.of(new Listen(path, group)) : Optional.empty();
  }
}
