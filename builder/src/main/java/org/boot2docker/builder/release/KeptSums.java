package org.boot2docker.builder.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;

/**
 * The sums of a release and their signatures beside an image that was downloaded: {@code
 * IMAGE.SHA256SUMS}. The image has another name there than in the release, and several images may
 * lie in one folder.
 */
public final class KeptSums {
  /**
   * Ends the name of the file with the sum that the image had, so that it needn't be read again.
   */
  private static final String NOTED = ".noted";

  private static final int MOST_NOTED = 1 << 10;
  private static final Duration COARSE = Duration.ofSeconds(2);

  private KeptSums() {}

  /** The file of the sums beside an image. */
  public static Path of(Path image) {
    return image.resolveSibling(image.getFileName() + "." + Sums.SHA256);
  }

  /**
   * Copies sums and signatures from the folder that they were downloaded to, in place of those of
   * the image that was there before. An interruption leaves sums without this image, which {@link
   * #check} refuses.
   */
  public static void keep(Path folder, Path image) throws IOException {
    Set<String> kept = new HashSet<>();
    // The sums themselves come last.
    for (Path file :
        files(folder, Sums.SHA256).stream().sorted(Comparator.reverseOrder()).toList()) {
      String name = image.getFileName() + "." + file.getFileName();
      AtomicFile.write(image.resolveSibling(name), out -> Files.copy(file, out));
      kept.add(name);
    }
    for (Path old : files(Verification.folderOf(image), String.valueOf(of(image).getFileName()))) {
      if (!kept.contains(String.valueOf(old.getFileName()))) {
        Files.delete(old);
      }
    }
  }

  /** Deletes them, for the image is another one; sums of that name that are no release's stay. */
  public static void forget(Path image) throws IOException {
    Path folder = Verification.folderOf(image);
    if (isOfRelease(of(image))) {
      for (Path file : files(folder, String.valueOf(of(image).getFileName()))) {
        Files.delete(file);
      }
    }
  }

  /** Those of a release name its index. */
  private static boolean isOfRelease(Path sums) throws IOException {
    try {
      return Files.isRegularFile(sums) && Sums.read(sums).containsKey(ReleaseIndex.FILE);
    } catch (BuildException e) {
      return false;
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
    Path noted = sums.resolveSibling(sums.getFileName() + NOTED);
    Instant now = Instant.now();
    String state = state(image);
    Optional<String> known = noted(noted, state);
    String sum = known.isPresent() ? known.get() : sum(image);
    if (!Sums.read(sums).containsValue(sum)) {
      throw new BuildException(
          "%s is not in %s: download it again, or delete these sums if you replaced the image"
              .formatted(image, sums));
    }
    if (known.isEmpty() && isSettled(image, now)) {
      note(noted, state + " " + sum + "\n");
    }
    return Optional.of(sums);
  }

  /** What changes with the file, and takes no time to read. */
  private static String state(Path image) throws IOException {
    return Files.size(image) + " " + Files.getLastModifiedTime(image);
  }

  private static String sum(Path image) throws IOException {
    try (InputStream in = Files.newInputStream(image)) {
      return Sha256.of(in);
    }
  }

  /** The sum that an image in this state had when it was last read. */
  private static Optional<String> noted(Path noted, String state) throws IOException {
    if (!Files.isRegularFile(noted)) {
      return Optional.empty();
    }
    String text = InputFile.text(noted, MOST_NOTED).strip();
    return text.startsWith(state + " ")
        ? Optional.of(text.substring(state.length() + 1))
        : Optional.empty();
  }

  /** A file system's clock is coarse: what was written just now may change unseen. */
  private static boolean isSettled(Path image, Instant now) throws IOException {
    return Files.getLastModifiedTime(image).toInstant().isBefore(now.minus(COARSE));
  }

  /** Where nothing can be written, the image is read each time. */
  private static void note(Path noted, String text) {
    try {
      AtomicFile.text(noted, text);
    } catch (IOException e) {
      // Said nowhere: it costs time only.
    }
  }
}
