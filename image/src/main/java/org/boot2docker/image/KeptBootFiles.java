package org.boot2docker.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** Names the image that the other files are of, and how they were; written after them. */
  private static final String OF = "image";

  /** In this order a directory gets them from another. */
  static final List<String> NAMES =
      List.of(BootFiles.KERNEL_FILE, BootFiles.INITRAMFS_FILE, UNPACKED, OF);

  private final Path image;
  private final Path directory;
  private final Optional<BootFileStore> store;
  private final Progress progress;

  /**
   * Those of an image.
   *
   * @param progress receives a line when something takes long or failed
   */
  public KeptBootFiles(Path image, Path directory, Progress progress) {
    this(image, directory, Optional.empty(), progress);
  }

  /** The same, where other directories may have the files already: then they share them. */
  public KeptBootFiles(
      Path image, Path directory, Optional<BootFileStore> store, Progress progress) {
    this.image = image;
    this.directory = directory;
    this.store = store;
    this.progress = progress;
  }

  /**
   * For a machine with so much memory; nothing when the image is none of ours, such as another
   * system's ISO.
   */
  public Optional<BootFiles> forMemory(int memoryMiB) throws IOException {
    try {
      IsoImage iso = IsoReader.read(image);
      String identity = identity(iso);
      boolean compressed = memoryMiB < MemoryNeed.of(Manifest.of(iso, image)).unpackedMiB();
      if (store.isPresent() && !isKept(identity, compressed)) {
        store.get().fill(directory, identity, made -> in(made, memoryMiB), progress);
      }
      BootFiles kept = kept(iso, identity);
      return Optional.of(compressed ? kept : unpacked(kept, identity));
    } catch (DamagedImageException e) {
      throw e;
    } catch (FormatException | ImageException e) {
      return Optional.empty();
    }
  }

  private void in(Path other, int memoryMiB) throws IOException {
    new KeptBootFiles(image, other, progress).forMemory(memoryMiB);
  }

  private boolean isKept(String identity, boolean compressed) throws IOException {
    return isKept(identity) && (compressed || Files.exists(directory.resolve(UNPACKED)));
  }

  private boolean isKept(String identity) throws IOException {
    Path of = directory.resolve(OF);
    // A damaged one may be no text.
    return Files.exists(of)
        && Arrays.equals(
            Files.readAllBytes(of), (identity + marks()).getBytes(StandardCharsets.UTF_8));
  }

  private BootFiles kept(IsoImage iso, String identity) throws IOException {
    if (isKept(identity)) {
      return BootFiles.in(directory, Manifest.of(iso, image));
    }
    Files.createDirectories(directory);
    Path of = directory.resolve(OF);
    Files.deleteIfExists(of);
    Files.deleteIfExists(directory.resolve(UNPACKED));
    BootFiles files = BootFiles.extract(image, directory);
    AtomicFile.text(of, identity + marks());
    return files;
  }

  /** A power cut, or somebody, may have emptied, changed or deleted one of them. */
  private String marks() throws IOException {
    StringBuilder marks = new StringBuilder();
    for (String name : List.of(BootFiles.KERNEL_FILE, BootFiles.INITRAMFS_FILE, UNPACKED)) {
      Path file = directory.resolve(name);
      String mark =
          Files.exists(file)
              ? Files.size(file) + " bytes of " + Files.getLastModifiedTime(file)
              : "not there";
      marks.append(name).append(' ').append(mark).append('\n');
    }
    return marks.toString();
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
  private BootFiles unpacked(BootFiles files, String identity) throws IOException {
    try {
      Path unpacked = directory.resolve(UNPACKED);
      if (Files.exists(unpacked)) {
        return files.unpacked(unpacked, progress);
      }
      removeRemains();
      BootFiles fresh = files.unpacked(unpacked, progress);
      AtomicFile.text(directory.resolve(OF), identity + marks());
      return fresh;
    } catch (IOException e) {
      requireUndamaged(e);
      progress.say("The guest unpacks its RAM file system itself: " + e.getMessage());
      return files;
    }
  }

  /** What is only refused here, such as a second archive, the kernel may know. */
  private void requireUndamaged(IOException e) throws IOException {
    if (e instanceof FormatException format && format.isDamage()) {
      // A good copy may have the same size and time.
      Files.deleteIfExists(directory.resolve(OF));
      // Before the first colon is all that is wrong: an upgrade quotes only that.
      throw new DamagedImageException(
          "the RAM file system of %s is damaged (%s): build or copy the image again"
              .formatted(image, String.valueOf(e.getMessage()).replace(": ", ", ")));
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
