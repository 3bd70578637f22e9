package org.boot2docker.debian.control;

import java.util.List;
import java.util.regex.Pattern;

/** What may be said of a package's file (Debian's wiki, DebianRepository/Format). */
public final class PackageFile {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._~:/%-]*");

  private PackageFile() {}

  /**
   * Refuses what no archive has: above all a path that climbs out of it or leads elsewhere, which a
   * file: mirror would follow.
   *
   * @param path from the archive's root
   * @param size in bytes
   * @param sha256 in lower-case hexadecimal digits
   * @throws IllegalArgumentException saying what is wrong
   */
  public static void check(String path, long size, String sha256) {
    boolean climbs = List.of(path.split("/")).contains("..");
    if (climbs || path.contains("://") || !PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("bad path '" + path + "'");
    }
    if (size < 0 || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("bad sum '" + sha256 + "' or size " + size);
    }
  }
}
