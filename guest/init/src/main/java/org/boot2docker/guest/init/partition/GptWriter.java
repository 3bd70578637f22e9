package org.boot2docker.guest.init.partition;

import org.boot2docker.formats.partition.Gpt;

/** Puts the parts of a table onto a disk; each step is flushed by whoever calls. */
public final class GptWriter {
  private final Block disk;
  private final Gpt table;

  /** A writer of this table to this disk. */
  public GptWriter(Block disk, Gpt table) {
    this.disk = disk;
    this.table = table;
  }

  /** Writes sector 1, the header whose entries begin at a sector. */
  public void header(long entriesAt) {
    write(Gpt.PRIMARY, table.primaryHeader(entriesAt));
  }

  /** Writes the entries that the header points to. */
  public void entries(long at) {
    write(at, table.entries());
  }

  /** Writes entries and header at the disk's end. */
  public void backup() {
    write(table.backup() - table.entrySectors(), table.entries());
    write(table.backup(), table.backupHeader());
  }

  /** Writes sector 0, which makes the table count. */
  public void protectiveMbr() {
    write(0, table.protectiveMbr());
  }

  private void write(long sector, byte[] bytes) {
    disk.write(sector * disk.sectorSize(), bytes);
  }
}
