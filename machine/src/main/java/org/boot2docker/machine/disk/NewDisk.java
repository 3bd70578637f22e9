package org.boot2docker.machine.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.boot2docker.formats.disk.DiskContent;
import org.boot2docker.formats.disk.DiskFormat;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.MachineException;

/** Disks that ask the guest to format them at its next boot. */
public final class NewDisk {
  private static final int SAMPLE = 1 << 20;
  private static final long DEVICE_SAMPLE = 64L << 20;

  private NewDisk() {}

  /** Makes a sparse one where no file is. */
  public static void make(DataDisk disk, DiskSize size) throws IOException {
    if (disk.format() == DataDisk.Format.QCOW2) {
      blank(disk.file(), size.bytes());
    } else {
      try (RandomAccessFile file = new RandomAccessFile(disk.file().toFile(), "rw")) {
        file.setLength(size.bytes());
      }
      ask(disk.file());
    }
  }

  /**
   * Makes a blank disk ask to be formatted; makes one of the usual size where no file is. A disk
   * that is no longer blank stays as it is.
   *
   * @throws MachineException when only its beginning is blank
   */
  public static void format(DataDisk disk) throws IOException {
    if (!Files.exists(disk.file())) {
      make(disk, DiskSize.USUAL);
      return;
    }
    boolean raw = disk.format() == DataDisk.Format.RAW;
    long size;
    try (DiskBytes bytes = raw ? new RawBytes(disk.file()) : new Qcow2Bytes(disk.file())) {
      if (!isZero(bytes, 0)) {
        return;
      }
      size = bytes.size();
      if (raw && !isBlank(disk.file())) {
        throw notBlank(disk);
      }
    } catch (UnreadableException e) {
      return; // It was not found to be blank either.
    }
    if (raw) {
      ask(disk.file());
    } else {
      replace(disk, size);
    }
  }

  private static void blank(Path file, long bytes) throws IOException {
    DiskContent disk = DiskContent.blank(bytes).with(0, Content.of(DataDisks.FORMAT_ME));
    DiskFormat.QCOW2.write(disk, file);
  }

  /** A qcow2 file without any cluster is as good as a new one of its size. */
  private static void replace(DataDisk disk, long size) throws IOException {
    try (Qcow2Bytes bytes = new Qcow2Bytes(disk.file())) {
      if (bytes.hasClusters()) {
        throw notBlank(disk);
      }
    }
    blank(disk.file(), size);
  }

  private static MachineException notBlank(DataDisk disk) {
    return new MachineException(
        "disk %s is not blank behind its first MiB, so --format leaves it alone: name another disk"
            .formatted(disk.file()));
  }

  private static boolean isZero(DiskBytes bytes, long offset) throws IOException {
    return Arrays.equals(bytes.at(offset, SAMPLE), new byte[SAMPLE]);
  }

  /**
   * Reads all of a file, since what is there is lost for good; holes are read fast. Of a device,
   * which may have terabytes, it reads where tables of partitions and file systems begin.
   */
  private static boolean isBlank(Path file) throws IOException {
    long left = Files.isRegularFile(file) ? Long.MAX_VALUE : DEVICE_SAMPLE;
    byte[] zeros = new byte[SAMPLE];
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        byte[] block = in.readNBytes(SAMPLE);
        if (block.length == 0) {
          return true;
        }
        if (!Arrays.equals(block, 0, block.length, zeros, 0, block.length)) {
          return false;
        }
        left -= block.length;
      }
    }
    return true;
  }

  private static void ask(Path file) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.write(DataDisks.FORMAT_ME.getBytes(StandardCharsets.US_ASCII));
      disk.getFD().sync();
    }
  }

  /**
   * Size of a qcow2 disk, as the guest sees it, in bytes.
   *
   * @throws MachineException when its header is damaged
   */
  public static long size(Path file) throws IOException {
    try (RawBytes bytes = new RawBytes(file)) {
      Qcow2Header header = Qcow2Header.read(bytes);
      if (!bytes.has(0, Qcow2Header.MAGIC) || header.damage().isPresent()) {
        throw new MachineException(
            "disk %s has a damaged qcow2 header: restore it from a backup, or use another with --disk"
                .formatted(file));
      }
      return header.size();
    }
  }

  /**
   * Checks that a size is not less than that of a qcow2 disk.
   *
   * @throws MachineException when it is
   */
  public static void requireNoLess(Path file, DiskSize size) throws IOException {
    DiskSize before = DiskSize.within(size(file));
    if (size.bytes() < before.bytes()) {
      throw new MachineException(
          "disk %s has %s and can't be made smaller: choose %s or more"
              .formatted(file, before, before));
    }
  }

  /**
   * Makes a qcow2 disk that no QEMU uses larger; the guest enlarges its file system at the next
   * boot.
   *
   * @throws MachineException when it would become smaller
   */
  public static void grow(Path file, DiskSize size) throws IOException {
    requireNoLess(file, size);
    long before = size(file);
    if (size.bytes() > before && !Qcow2Size.grow(file, size.bytes())) {
      throw new MachineException(
          "disk %s can't grow to %s by itself: run: qemu-img resize %s %s"
              .formatted(file, size, file, size));
    }
  }
}
