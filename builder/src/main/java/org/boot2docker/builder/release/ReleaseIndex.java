package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;

/**
 * What a release has, for programs: {@code release.json}.
 *
 * @param format of this file
 * @param version of the release
 * @param tool version of the program that made it
 * @param created time stamp of its newest image
 * @param previous version of the release that its notes compare with; empty when there is none
 * @param dataMiB size of the data partition of disks in MiB
 * @param signatures the files that sign the sums, as the maker wanted them; others may have added
 *     theirs since
 * @param images in the order that they were asked for
 */
public record ReleaseIndex(
    int format,
    String version,
    String tool,
    String created,
    String previous,
    long dataMiB,
    List<String> signatures,
    List<ReleasedImage> images) {
  /** The file's name. */
  public static final String FILE = "release.json";

  static final int FORMAT = 1;

  /** That of a release before it had signatures in it names none. */
  public ReleaseIndex {
    signatures = Objects.requireNonNullElse(signatures, List.of());
  }

  /** A file of others may lack anything. */
  private boolean isWhole() {
    return Stream.of(version, tool, created, previous).allMatch(Objects::nonNull)
        && images != null
        && !images.isEmpty()
        && signatures.stream().allMatch(Sums::isSignature)
        && images.stream().allMatch(image -> image != null && image.isWhole());
  }

  /** The same with notes that compare with this release. */
  ReleaseIndex after(String before) {
    return new ReleaseIndex(format, version, tool, created, before, dataMiB, signatures, images);
  }

  void write(Path folder) throws IOException {
    AtomicFile.text(folder.resolve(FILE), Json.text(this) + "\n");
  }

  /**
   * Reads the one of a folder.
   *
   * @throws BuildException when there is none, or it is none
   */
  public static ReleaseIndex read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new BuildException(
          folder
              + " is no release (it has no "
              + FILE
              + "): name a folder of 'boot2docker release'");
    }
    ReleaseIndex index = ReleaseJson.read(file, text -> Json.read(text, ReleaseIndex.class));
    if (index.format() != FORMAT) {
      throw new BuildException(
          file + " has format " + index.format() + ": use a newer boot2docker");
    }
    if (!index.isWhole()) {
      throw new BuildException(
          file + " lacks what a release has, or names no files: get the release again");
    }
    return index;
  }
}
