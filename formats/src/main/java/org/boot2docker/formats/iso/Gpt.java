package org.boot2docker.formats.iso;

import java.util.zip.CRC32;
import org.boot2docker.formats.FieldWriter;

/**
 * The GUID partition table with the EFI system partition as its only entry (UEFI 2.10, 5.3): one at
 * block 1, one at the end.
 *
 * @param blocks length of the disk
 * @param id where the two GUIDs, of the disk and of the partition, come from: 32 bytes
 * @param first block of the partition
 * @param last block of the partition
 */
record Gpt(long blocks, byte[] id, long first, long last) {
  private static final int ENTRIES = 128;
  private static final int ENTRY_SIZE = 128;
  private static final int ENTRY_BLOCKS = ENTRIES * ENTRY_SIZE / Sector.BLOCK;
  private static final int HEADER_SIZE = 92;
  private static final String NAME = "EFI system partition";

  /** The entries, then the header, at the end of the disk. */
  static final int BACKUP_BLOCKS = ENTRY_BLOCKS + 1;

  /** C12A7328-F81F-11D2-BA4B-00A0C93EC93B. */
  private static final byte[] EFI_SYSTEM = {
    0x28,
    0x73,
    0x2A,
    (byte) 0xC1,
    0x1F,
    (byte) 0xF8,
    (byte) 0xD2,
    0x11,
    (byte) 0xBA,
    0x4B,
    0x00,
    (byte) 0xA0,
    (byte) 0xC9,
    0x3E,
    (byte) 0xC9,
    0x3B
  };

  /** What lies from block 1 on: the header, then the entries. */
  byte[] primary() {
    return new FieldWriter().bytes(header(1, blocks - 1, 2)).bytes(entries()).toBytes();
  }

  /** What lies in the last 33 blocks: the entries, then the header. */
  byte[] backup() {
    return new FieldWriter()
        .bytes(entries())
        .bytes(header(blocks - 1, 1, blocks - BACKUP_BLOCKS))
        .toBytes();
  }

  private byte[] header(long here, long other, long entryBlock) {
    byte[] unsigned = header(here, other, entryBlock, 0);
    CRC32 crc = new CRC32();
    crc.update(unsigned, 0, HEADER_SIZE);
    return header(here, other, entryBlock, crc.getValue());
  }

  private byte[] header(long here, long other, long entryBlock, long checksum) {
    CRC32 crc = new CRC32();
    crc.update(entries());
    return new FieldWriter()
        .ascii("EFI PART")
        .le32(0x0001_0000)
        .le32(HEADER_SIZE)
        .le32(checksum)
        .le32(0)
        .le64(here)
        .le64(other)
        .le64((long) IsoLayout.PRIMARY_DESCRIPTOR * Sector.BLOCKS)
        .le64(blocks - BACKUP_BLOCKS - 1)
        .bytes(guid(0))
        .le64(entryBlock)
        .le32(ENTRIES)
        .le32(ENTRY_SIZE)
        .le32(crc.getValue())
        .zerosTo(Sector.BLOCK)
        .toBytes();
  }

  private byte[] entries() {
    FieldWriter fields =
        new FieldWriter().bytes(EFI_SYSTEM).bytes(guid(16)).le64(first).le64(last).le64(0);
    NAME.chars().forEach(fields::le16);
    return fields.zerosTo(ENTRIES * ENTRY_SIZE).toBytes();
  }

  /** RFC 9562 version 8: made from a hash. The third field is stored little-endian. */
  private byte[] guid(int from) {
    byte[] guid = new byte[16];
    System.arraycopy(id, from, guid, 0, guid.length);
    guid[7] = (byte) (guid[7] & 0x0F | 0x80);
    guid[8] = (byte) (guid[8] & 0x3F | 0x80);
    return guid;
  }
}
