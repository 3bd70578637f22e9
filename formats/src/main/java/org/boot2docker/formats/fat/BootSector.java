package org.boot2docker.formats.fat;

import java.util.Arrays;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.file.Sha256;

/** The first sector, with the BIOS parameter block; it holds no code to boot from. */
final class BootSector {
  private static final int MEDIA = 0xF8;
  private static final int SECTORS_PER_TRACK = 32;
  private static final int HEADS = 64;
  private static final int HARD_DISK = 0x80;
  private static final int EXTENDED = 0x29;

  private BootSector() {}

  /** The image with its first sector, whose serial number is the hash of the rest. */
  static byte[] write(byte[] image, FatGeometry geometry, String label) {
    byte[] sector = bytes(geometry, label, serial(image));
    System.arraycopy(sector, 0, image, 0, sector.length);
    return image;
  }

  private static byte[] bytes(FatGeometry geometry, String label, byte[] serial) {
    boolean small = geometry.sectors() < 1 << 16;
    return new FieldWriter()
        .bytes(new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90})
        .ascii("MSDOS5.0")
        .le16(FatGeometry.SECTOR)
        .u8(geometry.sectorsPerCluster())
        .le16(geometry.reservedSectors())
        .u8(FatGeometry.FATS)
        .le16(FatGeometry.ROOT_ENTRIES)
        .le16(small ? (int) geometry.sectors() : 0)
        .u8(MEDIA)
        .le16(geometry.fatSectors())
        .le16(SECTORS_PER_TRACK)
        .le16(HEADS)
        .le32(0)
        .le32(small ? 0 : geometry.sectors())
        .u8(HARD_DISK)
        .u8(0)
        .u8(EXTENDED)
        .bytes(serial)
        .ascii(label, 11, ' ')
        .ascii("FAT" + geometry.bits(), 8, ' ')
        .zerosTo(FatGeometry.SECTOR - 2)
        .u8(0x55)
        .u8(0xAA)
        .toBytes();
  }

  private static byte[] serial(byte[] image) {
    return Arrays.copyOf(Sha256.start().digest(image), 4);
  }
}
