package org.boot2docker.formats.iso;

import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.partition.Mbr;

/** The first block of the image when it is a disk. */
final class IsohybridMbr {
  static final int ACTIVE = 0x80;
  static final int INACTIVE = 0;

  /** "Hidden NTFS": no system touches it; what isohybrid uses for the whole ISO. */
  static final int HIDDEN = 0x17;

  private static final int CODE = 432;
  private static final int HEADS = 64;
  private static final int SECTORS = 32;
  private static final int MAX_CYLINDER = 1023;

  private final FieldWriter fields;

  /**
   * Starts a block.
   *
   * @param code what BIOS runs, at most 432 bytes
   * @param loaderBlock where the code finds isolinux.bin
   * @param diskId of Windows and Linux
   */
  IsohybridMbr(byte[] code, long loaderBlock, int diskId) {
    fields = new FieldWriter().bytes(code).zerosTo(CODE).le64(loaderBlock).le32(diskId);
    fields.zerosTo(Mbr.TABLE);
  }

  /** Adds a partition: at most four. */
  IsohybridMbr partition(int status, int type, long start, long blocks) {
    fields.u8(status).bytes(address(start)).u8(type).bytes(address(start + blocks - 1));
    fields.le32(start).le32(blocks);
    return this;
  }

  byte[] bytes() {
    return fields.zerosTo(Sector.BLOCK - 2).u8(0x55).u8(0xAA).toBytes();
  }

  /** Head, sector and cylinder; what lies beyond the 1024th cylinder is written as its end. */
  private static byte[] address(long block) {
    long cylinder = block / (HEADS * SECTORS);
    if (cylinder > MAX_CYLINDER) {
      return new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF};
    }
    long head = block / SECTORS % HEADS;
    long sector = block % SECTORS + 1;
    return new byte[] {(byte) head, (byte) (sector | cylinder >> 8 << 6), (byte) cylinder};
  }
}
