package org.boot2docker.builder.lock;

import java.util.regex.Pattern;

/**
 * A container image that lies in a boot image.
 *
 * @param name what it is called in Docker, with a tag
 * @param manifest the digest of its manifest in a registry; empty when it is from a file
 * @param id the digest of its configuration, which is its id in Docker
 */
public record LockedImage(String name, String manifest, String id) {
  /** A colon before a slash is a registry's port. */
  private static final Pattern NAME = Pattern.compile(".+:[^:/]+");

  /**
   * Refuses what no lock file of ours has.
   *
   * @throws IllegalArgumentException when something is missing
   */
  public LockedImage {
    if (name == null || !NAME.matcher(name).matches() || id == null || id.indexOf(':') < 0) {
      throw new IllegalArgumentException("an image without name, tag or id");
    }
  }

  /** The name without its tag. */
  public String repository() {
    return name.substring(0, name.lastIndexOf(':'));
  }

  /** The id without the name of its algorithm. */
  public String sum() {
    return id.substring(id.indexOf(':') + 1);
  }

  /** The end of the name, such as {@code latest}. */
  public String tag() {
    return name.substring(name.lastIndexOf(':') + 1);
  }
}
