package org.boot2docker.guest.init.partition;

import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.formats.partition.Mbr;

/**
 * Moves the end of a disk's last partition in a GUID partition table to the end of a larger disk.
 *
 * <p>Entries and header can't be written in one step, so the new entries go where the header
 * doesn't point yet, and then the header, one sector, points there. A power cut leaves the old
 * table or the new one.
 */
public final class GptGrowth implements Growth {
  private final Block disk;

  /** For this disk. */
  public GptGrowth(Block disk) {
    this.disk = disk;
  }

  @Override
  public Extent grow(int number) {
    Gpt old =
        Gpt.read(disk::read, disk.size(), disk.sectorSize())
            .orElseThrow(() -> new BlockException("its table is damaged"));
    int sector = disk.sectorSize();
    if (!old.isLast(number)) {
      throw misplaced();
    }
    long aside = aside(old, number, sector);
    Gpt table = old.on(disk.size());
    long last = (table.lastUsable() + 1) * sector / MIB * MIB / sector - 1;
    // Room on a disk that has the size the table says was left free by somebody on purpose.
    boolean grows = table.backup() > old.backup() && last > old.last(number);
    if (grows) {
      write(table.withLast(number, last), old.entriesAt(), aside);
    }
    long end = grows ? last : old.last(number);
    return new Extent(old.first(number) * sector, (end + 1 - old.first(number)) * sector);
  }

  /**
   * Where the new entries wait. Usually behind the old ones, before the first MiB ends. A disk
   * image with a boot loader there has a gap before the partition instead.
   */
  private static long aside(Gpt table, int number, int sector) {
    long behind = Gpt.ENTRIES_AT + table.entrySectors();
    if (table.firstOfAll() * sector >= MIB) {
      return behind;
    }
    long gap = table.first(number) - table.entrySectors();
    if (table.firstOfAll() < behind || table.lastBefore(number) >= gap) {
      throw misplaced();
    }
    return gap;
  }

  private static BlockException misplaced() {
    return new BlockException("its partitions are not where they should be");
  }

  private void write(Gpt table, long used, long aside) {
    GptWriter writer = new GptWriter(disk, table);
    writer.backup();
    disk.flush();
    if (used == Gpt.ENTRIES_AT) {
      lead(writer, aside);
    }
    lead(writer, Gpt.ENTRIES_AT);
    protect();
  }

  private void lead(GptWriter writer, long entriesAt) {
    writer.entries(entriesAt);
    disk.flush();
    writer.header(entriesAt);
    disk.flush();
  }

  /** Sector 0 may hold a boot loader, too: only the size in it changes. */
  private void protect() {
    byte[] sector = disk.read(0, disk.sectorSize());
    if (Mbr.type(sector, 1) == Mbr.PROTECTIVE) {
      Mbr.setProtectedSectors(sector, disk.size() / disk.sectorSize());
      disk.write(0, sector);
      disk.flush();
    }
  }
}
