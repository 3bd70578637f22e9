package org.boot2docker.image.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.boot2docker.contract.DiskNames;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.disk.DiskContent;
import org.boot2docker.formats.ext4.Ext4Volume;
import org.boot2docker.formats.ext4.Ext4Writer;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.formats.partition.Guid;
import org.boot2docker.formats.partition.Mbr;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.image.ImageException;
import org.boot2docker.image.Manifest;

/**
 * Makes a disk of an image: the image as it is, then a partition for Docker's data.
 *
 * <p>The image's own partition tables are replaced by a GUID partition table with a protective MBR,
 * whose code still starts the image with BIOS. The data partition is the last one, so that it grows
 * with the disk.
 */
public final class DiskImage {
  private static final int SECTOR = DiskContent.SECTOR;
  private static final long MIB = 1 << 20;

  /** Before the first volume descriptor of the ISO lie MBR and table, 32 KiB. */
  private static final int SYSTEM_AREA = 32 << 10;

  private static final int CODE_BYTES = Mbr.TABLE;

  /** The partition that UEFI boots from, as in the image. */
  private static final int EFI = 1;

  private static final int DATA = 2;

  /** The files of the image, so that nobody makes a partition over them. */
  private static final int FILES = 3;

  private static final long FIRST_USABLE = SYSTEM_AREA / SECTOR;

  private final Path image;
  private final Gpt own;
  private final byte[] systemArea;
  private final byte[] id;

  private DiskImage(Path image, Gpt own, byte[] systemArea, byte[] id) {
    this.image = image;
    this.own = own;
    this.systemArea = systemArea;
    this.id = id;
  }

  /**
   * A disk of an image.
   *
   * @param dataBytes size of the data partition, from 64 MiB to 1 TiB; rounded down to MiB
   * @throws ImageException when the image is none that boots from a disk with UEFI
   */
  public static DiskContent of(Path image, long dataBytes) throws IOException {
    Instant created = Instant.parse(Manifest.ofImage(image).created());
    byte[] area = systemArea(image);
    Gpt.Source source = (offset, length) -> read(image, offset, length);
    Gpt table =
        Gpt.read(source, Files.size(image), SECTOR)
            .orElseThrow(
                () ->
                    new ImageException(
                        image
                            + " has no partition table: disks are made of images that boot with"
                            + " UEFI"));
    byte[] id = identity(image, dataBytes);
    return new DiskImage(image, table, area, id).make(dataBytes / MIB * MIB, created);
  }

  private DiskContent make(long dataBytes, Instant created) throws IOException {
    long imageBytes = Files.size(image);
    // A gap, in which init writes a table aside when the disk has grown.
    long dataAt = (imageBytes + MIB - 1) / MIB * MIB + MIB;
    // One MiB for the backup of the table; disks have whole MiB.
    long size = dataAt + dataBytes + MIB;
    Gpt table = table(size, dataAt, dataBytes);
    byte[] mbr = table.protectiveMbr();
    System.arraycopy(systemArea, 0, mbr, 0, CODE_BYTES);
    long backup = size - SECTOR - table.entrySectors() * SECTOR;
    Ext4Volume data =
        new Ext4Volume(dataBytes, DiskNames.DATA_LABEL, Sha256.start().digest(id), created);
    return DiskContent.blank(size)
        .with(0, Content.of(mbr))
        .with(SECTOR, Content.of(table.primaryHeader(Gpt.ENTRIES_AT)))
        .with(Gpt.ENTRIES_AT * SECTOR, Content.of(table.entries()))
        .with(SYSTEM_AREA, new FileSlice(image, SYSTEM_AREA, imageBytes - SYSTEM_AREA - tail()))
        .with(dataAt, Ext4Writer.write(data))
        .with(backup, Content.of(table.entries()))
        .with(backup + table.entrySectors() * SECTOR, Content.of(table.backupHeader()));
  }

  private Gpt table(long size, long dataAt, long dataBytes) {
    byte[] more = Sha256.start().digest(id);
    return Gpt.empty(SECTOR, size / SECTOR, Guid.ofHash(id, 0), FIRST_USABLE)
        .with(
            EFI,
            Guid.EFI_SYSTEM,
            Guid.ofHash(id, Guid.BYTES),
            own.first(EFI),
            own.last(EFI),
            "EFI system partition")
        .with(
            DATA,
            Guid.LINUX_DATA,
            Guid.ofHash(more, 0),
            dataAt / SECTOR,
            (dataAt + dataBytes) / SECTOR - 1,
            DiskNames.DATA_LABEL)
        .with(
            FILES,
            Guid.LINUX_DATA,
            Guid.ofHash(more, Guid.BYTES),
            FIRST_USABLE,
            own.first(EFI) - 1,
            "boot2docker");
  }

  /** The image's own backup of its table, which must not be found on the disk. */
  private long tail() {
    return (own.entrySectors() + 1) * SECTOR;
  }

  private static byte[] systemArea(Path image) throws IOException {
    try (InputStream in = Files.newInputStream(image)) {
      byte[] area = in.readNBytes(SYSTEM_AREA);
      if (area.length < SYSTEM_AREA || !Mbr.isSigned(Arrays.copyOf(area, SECTOR))) {
        throw new ImageException(image + " is no disk: build it with 'boot2docker build'");
      }
      return area;
    }
  }

  private static byte[] identity(Path image, long dataBytes) throws IOException {
    try (InputStream in = Files.newInputStream(image)) {
      return Sha256.start()
          .digest((Sha256.of(in) + " " + dataBytes).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static byte[] read(Path image, long offset, int length) {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
      byte[] bytes = new byte[length];
      file.seek(offset);
      int count = file.read(bytes);
      return count == length
          ? bytes
          : Arrays.copyOf(Arrays.copyOf(bytes, Math.max(0, count)), length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
