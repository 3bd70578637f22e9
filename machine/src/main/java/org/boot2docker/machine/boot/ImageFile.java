package org.boot2docker.machine.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.ImageException;
import org.boot2docker.image.Manifest;
import org.boot2docker.machine.model.MachineException;

/**
 * A file that a machine shall boot, and what can be said of it without booting.
 *
 * @param file the file
 * @param iso whether it is an ISO image, else a raw disk
 * @param manifest that of an image that boot2docker has built
 */
public record ImageFile(Path file, boolean iso, Optional<Manifest> manifest) {
  private static final int SECTOR = 512;
  private static final int CD_SECTOR = 2048;

  /** The primary volume descriptor is the first (ECMA-119, section 6.2.1). */
  private static final int DESCRIPTOR = 16 * CD_SECTOR;

  private static final int HEAD = DESCRIPTOR + CD_SECTOR;

  private record Other(String magic, String what) {}

  private static final List<Other> OTHERS =
      List.of(
          new Other("\u001f\u008b", "compressed (gzip): unpack it first"),
          new Other("\u00fd7zXZ", "compressed (xz): unpack it first"),
          new Other("(\u00b5/\u00fd", "compressed (zstd): unpack it first"),
          new Other("PK\u0003\u0004", "a zip archive: unpack it first"),
          new Other("QFI\u00fb", "a qcow2 disk: give an ISO image, or the disk with --disk"));

  /**
   * Looks at a file.
   *
   * @throws MachineException when it can't be booted, by what it is
   */
  public static ImageFile of(Path file) throws IOException {
    requireFile(file);
    ByteBuffer head = head(file);
    boolean iso = text(head, DESCRIPTOR + 1, 5).equals("CD001");
    boolean bootSector = text(head, SECTOR - 2, 2).equals("U\u00aa");
    if (!iso && !bootSector) {
      throw new MachineException("image %s is %s".formatted(file, other(head)));
    }
    requireWhole(file, head, iso);
    return new ImageFile(file, iso, iso ? manifest(file) : Optional.empty());
  }

  private static void requireFile(Path file) throws MachineException {
    if (!Files.exists(file)) {
      throw new MachineException(
          "image %s does not exist: build it with 'boot2docker build -o %s'".formatted(file, file));
    }
    Optional<String> fault = InputFile.fault(file);
    if (fault.isPresent()) {
      throw new MachineException(
          "image %s %s: name a file with an ISO image".formatted(file, fault.get()));
    }
  }

  private static ByteBuffer head(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int count = channel.read(head);
      while (count > 0 && head.hasRemaining()) {
        count = channel.read(head);
      }
    }
    return head;
  }

  private static String text(ByteBuffer head, int offset, int length) {
    byte[] bytes = new byte[length];
    head.get(offset, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String other(ByteBuffer head) {
    for (Other other : OTHERS) {
      if (text(head, 0, other.magic().length()).equals(other.magic())) {
        return other.what();
      }
    }
    return "neither an ISO image nor a bootable disk: build one with 'boot2docker build'";
  }

  /** By the size that the volume has, and by where the backup of the partition table is. */
  private static void requireWhole(Path file, ByteBuffer head, boolean iso) throws IOException {
    long size = iso ? (head.getInt(DESCRIPTOR + 80) & 0xffff_ffffL) * CD_SECTOR : 0;
    if (text(head, SECTOR, 8).equals("EFI PART")) {
      long backup = head.getLong(SECTOR + 32);
      if (backup < 0 || backup >= Long.MAX_VALUE / SECTOR) {
        throw new MachineException(
            "image %s has a damaged partition table: download or build it again".formatted(file));
      }
      size = Math.max(size, (backup + 1) * SECTOR);
    }
    long there = Files.size(file);
    if (there < size) {
      throw new MachineException(
          "image %s is cut off, with %d of %d bytes: download or build it again"
              .formatted(file, there, size));
    }
  }

  private static Optional<Manifest> manifest(Path file) throws IOException {
    try {
      return Optional.of(Manifest.ofImage(file));
    } catch (FormatException | ImageException e) {
      // Another system's.
      return Optional.empty();
    }
  }
}
