package org.boot2docker.builder.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.Sha256;

/**
 * The sums of a release and their signatures beside an image that was downloaded: {@code
 * IMAGE.SHA256SUMS}. The image has another name there than in the release, and several images may
 * lie in one folder.
 */
public final class KeptSums {
  private KeptSums() {}

  /** The file of the sums beside an image. */
  public static Path of(Path image) {
    return image.resolveSibling(image.getFileName() + "." + Sums.SHA256);
  }

  /** Copies sums and signatures from the folder that they were downloaded to. */
  public static void keep(Path folder, Path image) throws IOException {
    for (Path file : files(folder, Sums.SHA256)) {
      Path kept = image.resolveSibling(image.getFileName() + "." + file.getFileName());
      Files.copy(file, kept);
    }
  }

  /** Deletes them: the image is about to be another one. */
  public static void forget(Path image) throws IOException {
    Path folder = Verification.folderOf(image);
    if (Files.isDirectory(folder)) {
      for (Path file : files(folder, String.valueOf(of(image).getFileName()))) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> files(Path folder, String sums) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> {
                String name = String.valueOf(file.getFileName());
                return name.equals(sums) || name.startsWith(sums + ".");
              })
          .toList();
    }
  }

  /**
   * Checks an image with the sums beside it.
   *
   * @return these; nothing when the image has none, because nobody downloaded it
   * @throws BuildException when the release has no such image
   */
  public static Optional<Path> check(Path image) throws IOException {
    Path sums = of(image);
    if (!Files.isRegularFile(sums)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(image)) {
      if (!Sums.read(sums).containsValue(Sha256.of(in))) {
        throw new BuildException(
            "%s is not in %s: download it again, or delete these sums if you replaced the image"
                .formatted(image, sums));
      }
    }
    return Optional.of(sums);
  }
}
