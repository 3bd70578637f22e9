package org.boot2docker.debian.archive;

import java.util.Objects;
import java.util.stream.Stream;
import org.boot2docker.debian.control.PackageFile;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.SourceFile;
import org.boot2docker.debian.control.SourceRecord;

/**
 * All that is needed to fetch a package, or a file of a source package, again without an index;
 * what a lock file records.
 *
 * @param name package name
 * @param version as written in the index
 * @param architecture of the package; {@code all} for any, {@code source} for a file of a source
 *     package
 * @param suite the suite it was found in; decides between the main and the security archive
 * @param path of the file below the archive's base URL
 * @param size of the file in bytes
 * @param sha256 of the file, 64 lower-case hexadecimal digits
 */
public record LockedPackage(
    String name,
    String version,
    String architecture,
    String suite,
    String path,
    long size,
    String sha256) {

  /** What a file of a source package has as its architecture. */
  public static final String SOURCE = "source";

  /**
   * Refuses what no index has: above all a path outside the archive, which a file: mirror would
   * follow.
   *
   * @throws IllegalArgumentException saying what is wrong or missing
   */
  public LockedPackage {
    if (Stream.of(name, version, architecture, suite, path, sha256).anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(name + ": a package without version, path or sum");
    }
    try {
      PackageFile.check(path, size, sha256);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
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

  /** What an index says of one file of a source package. */
  public static LockedPackage of(SourceRecord source, SourceFile file) {
    return new LockedPackage(
        source.name(),
        source.version().toString(),
        SOURCE,
        source.suite(),
        file.path(),
        file.size(),
        file.sha256());
  }

  /**
   * Whether it is a file of a source package, not a .deb. Not named like a getter: it is no field
   * of a lock file.
   */
  public boolean fromSource() {
    return architecture.equals(SOURCE);
  }

  /** The file's name without folders. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code name_version_architecture}, for messages; of a source package the file's name. */
  @Override
  public String toString() {
    return fromSource() ? fileName() : name + "_" + version + "_" + architecture;
  }
}
