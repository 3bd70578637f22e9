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
  private static final Pattern NAME =
      Pattern.compile("[^\\s\\p{Cc}\\p{Cf}]+:[^:/\\s\\p{Cc}\\p{Cf}]+");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Refuses what no lock file of ours has.
   *
   * @throws IllegalArgumentException when something is missing or no digest
   */
  public LockedImage {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("an image without name or tag");
    }
    if (id == null || !DIGEST.matcher(id).matches()) {
      throw new IllegalArgumentException(name + ": bad id of an image '" + id + "'");
    }
    if (manifest == null || !manifest.isEmpty() && !DIGEST.matcher(manifest).matches()) {
      throw new IllegalArgumentException(name + ": bad manifest of an image '" + manifest + "'");
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
