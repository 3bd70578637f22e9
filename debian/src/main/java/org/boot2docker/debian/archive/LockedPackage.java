package org.boot2docker.debian.archive;

import org.boot2docker.debian.control.PackageRecord;

/**
 * All that is needed to fetch a package again without an index; what a lock file records.
 *
 * @param name package name
 * @param version as written in the index
 * @param architecture of the package; {@code all} for any
 * @param suite the suite it was found in; decides between the main and the security archive
 * @param path of the .deb below the archive's base URL
 * @param size of the .deb in bytes
 * @param sha256 of the .deb, 64 lower-case hexadecimal digits
 */
public record LockedPackage(
    String name,
    String version,
    String architecture,
    String suite,
    String path,
    long size,
    String sha256) {

  /** Refuses a path outside the archive, which a file: mirror would follow. */
  public LockedPackage {
    if (path.startsWith("/") || path.matches("(.*/)?\\.\\.(/.*)?") || path.contains("://")) {
      throw new IllegalArgumentException(name + ": bad path '" + path + "'");
    }
  }

  /** What an index says of a package. */
  public static LockedPackage of(PackageRecord found) {
    return new LockedPackage(
        found.name(),
        found.version().toString(),
        found.architecture(),
        found.suite(),
        found.path(),
        found.size(),
        found.sha256());
  }

  /** {@code name_version_architecture}, for messages. */
  @Override
  public String toString() {
    return name + "_" + version + "_" + architecture;
  }
}
