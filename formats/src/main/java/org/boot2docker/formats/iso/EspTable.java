package org.boot2docker.formats.iso;

import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.formats.partition.Guid;

/**
 * The GUID partition table with the EFI system partition as its only entry: one at block 1, one at
 * the end.
 *
 * @param blocks length of the disk
 * @param id where the two GUIDs, of the disk and of the partition, come from: 32 bytes
 * @param first block of the partition
 * @param last block of the partition
 */
record EspTable(long blocks, byte[] id, long first, long last) {
  private static final int ENTRY_BLOCKS = 128 * 128 / Sector.BLOCK;
  private static final long FIRST_USABLE = (long) IsoLayout.PRIMARY_DESCRIPTOR * Sector.BLOCKS;
  private static final String NAME = "EFI system partition";

  /** The entries, then the header, at the end of the disk. */
  static final int BACKUP_BLOCKS = ENTRY_BLOCKS + 1;

  /** What lies from block 1 on: the header, then the entries. */
  byte[] primary() {
    Gpt table = table();
    return new FieldWriter()
        .bytes(table.primaryHeader(Gpt.ENTRIES_AT))
        .bytes(table.entries())
        .toBytes();
  }

  /** What lies in the last 33 blocks: the entries, then the header. */
  byte[] backup() {
    Gpt table = table();
    return new FieldWriter().bytes(table.entries()).bytes(table.backupHeader()).toBytes();
  }

  private Gpt table() {
    return Gpt.empty(Sector.BLOCK, blocks, Guid.ofHash(id, 0), FIRST_USABLE)
        .with(1, Guid.EFI_SYSTEM, Guid.ofHash(id, Guid.BYTES), first, last, NAME);
  }
}
