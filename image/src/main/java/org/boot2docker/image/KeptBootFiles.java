package org.boot2docker.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.iso.IsoImage;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.text.Progress;

/**
 * The boot files of an image, kept in a directory from one start of a machine to the next; the RAM
 * file system also unpacked, which is done once here instead of in the guest at every boot.
 */
public final class KeptBootFiles {
  private static final String UNPACKED = "initrd.cpio";

  /** Names the image that the other files are of; written when all of them are complete. */
  private static final String OF = "image";

  private final Path image;
  private final Path directory;
  private final Progress progress;

  /**
   * Those of an image.
   *
   * @param progress receives a line when something takes long or failed
   */
  public KeptBootFiles(Path image, Path directory, Progress progress) {
    this.image = image;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * For a machine with so much memory; nothing when the image is none of ours, such as another
   * system's ISO.
   */
  public Optional<BootFiles> forMemory(int memoryMiB) throws IOException {
    Optional<BootFiles> kept = kept();
    if (kept.isEmpty() || memoryMiB < kept.get().memory().unpackedMiB()) {
      return kept;
    }
    return Optional.of(unpacked(kept.get()));
  }

  private Optional<BootFiles> kept() throws IOException {
    try {
      IsoImage iso = IsoReader.read(image);
      String identity = identity(iso);
      Path of = directory.resolve(OF);
      if (Files.exists(of) && Files.readString(of).equals(identity)) {
        return Optional.of(BootFiles.in(directory, Manifest.of(iso, image)));
      }
      Files.createDirectories(directory);
      Files.deleteIfExists(of);
      Files.deleteIfExists(directory.resolve(UNPACKED));
      BootFiles files = BootFiles.extract(image, directory);
      AtomicFile.text(of, identity);
      return Optional.of(files);
    } catch (FormatException | ImageException e) {
      return Optional.empty();
    }
  }

  /** Of a file that is replaced, at least one of these changes. */
  private String identity(IsoImage iso) throws IOException {
    return "%d bytes of %s, manifest %s%n"
        .formatted(
            Files.size(image),
            Files.getLastModifiedTime(image),
            Sha256.of(BootFiles.file(iso, image, Manifest.PATH).content().bytes()));
  }

  /** Without the room for it a machine still boots, only later. */
  private BootFiles unpacked(BootFiles files) {
    try {
      if (!Files.exists(directory.resolve(UNPACKED))) {
        removeRemains();
      }
      return files.unpacked(directory.resolve(UNPACKED), progress);
    } catch (IOException e) {
      progress.say("The guest unpacks its RAM file system itself: " + e.getMessage());
      return files;
    }
  }

  /** Who was killed while unpacking leaves hundreds of megabytes. */
  private void removeRemains() throws IOException {
    try (DirectoryStream<Path> remains = Files.newDirectoryStream(directory, ".*.part")) {
      for (Path file : remains) {
        Files.deleteIfExists(file);
      }
    }
  }
}
