package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.contract.Architecture;

/**
 * What to release.
 *
 * @param folder takes the release; new or empty
 * @param version of the release; without one, Docker's version in the first image
 * @param tool version of this program
 * @param images what to build
 * @param media which disks to make of each image
 * @param dataMiB size of the disks' data partitions in MiB; those of formats that store zeros have
 *     {@link #FLAT_MIB} at most
 * @param locks a release whose lock files to build from, instead of the newest packages
 * @param previous the release before this one, for the notes
 * @param signatures the files that will sign the sums, for the page
 * @param builds makes the request for an image
 */
public record ReleaseRequest(
    Path folder,
    Optional<String> version,
    String tool,
    List<Wanted> images,
    List<Medium> media,
    long dataMiB,
    Optional<Path> locks,
    Optional<Path> previous,
    List<String> signatures,
    Builds builds) {

  /** The data partition of a disk in a format that stores zeros; it grows with the disk. */
  public static final long FLAT_MIB = 512;

  /** An image to build. */
  public record Wanted(String profile, Architecture architecture) {}

  /** Makes the request for an image. */
  @FunctionalInterface
  public interface Builds {
    /** For an image, where to write it, and the lock to build it from. */
    BuildRequest of(Wanted wanted, Path output, Optional<Path> lock) throws IOException;
  }
}
