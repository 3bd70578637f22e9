package org.boot2docker.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** Names the image that the other files are of, and their sizes; written after them. */
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
    BootFiles kept;
    String identity;
    try {
      IsoImage iso = IsoReader.read(image);
      identity = identity(iso);
      kept = kept(iso, identity);
    } catch (FormatException | ImageException e) {
      return Optional.empty();
    }
    boolean compressed = memoryMiB < kept.memory().unpackedMiB();
    return Optional.of(compressed ? kept : unpacked(kept, identity));
  }

  private BootFiles kept(IsoImage iso, String identity) throws IOException {
    Path of = directory.resolve(OF);
    if (Files.exists(of) && Files.readString(of).equals(identity + sizes())) {
      return BootFiles.in(directory, Manifest.of(iso, image));
    }
    Files.createDirectories(directory);
    Files.deleteIfExists(of);
    Files.deleteIfExists(directory.resolve(UNPACKED));
    BootFiles files = BootFiles.extract(image, directory);
    AtomicFile.text(of, identity + sizes());
    return files;
  }

  /** A power cut, or somebody, may have emptied or deleted one of them. */
  private String sizes() throws IOException {
    StringBuilder sizes = new StringBuilder();
    for (String name : List.of(BootFiles.KERNEL_FILE, BootFiles.INITRAMFS_FILE, UNPACKED)) {
      Path file = directory.resolve(name);
      String size = Files.exists(file) ? Files.size(file) + " bytes" : "not there";
      sizes.append(name).append(' ').append(size).append('\n');
    }
    return sizes.toString();
  }

  /** Of a file that is replaced, at least one of these changes. */
  private String identity(IsoImage iso) throws IOException {
    // Compared with what another locale may have written: no digits of the user's.
    return Files.size(image)
        + " bytes of "
        + Files.getLastModifiedTime(image)
        + ", manifest "
        + Sha256.of(BootFiles.file(iso, image, Manifest.PATH).content().bytes())
        + System.lineSeparator();
  }

  /** Without the room for it a machine still boots, only later. */
  private BootFiles unpacked(BootFiles files, String identity) {
    try {
      Path unpacked = directory.resolve(UNPACKED);
      if (Files.exists(unpacked)) {
        return files.unpacked(unpacked, progress);
      }
      removeRemains();
      BootFiles fresh = files.unpacked(unpacked, progress);
      AtomicFile.text(directory.resolve(OF), identity + sizes());
      return fresh;
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
