package org.boot2docker.machine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.boot2docker.formats.partition.Mbr;

/**
 * Finds where partitions begin: in a GUID partition table (UEFI specification, section 5.3), else
 * in an MBR with its chain of logical partitions.
 */
final class Partitions {
  private static final int SECTOR = 512;
  private static final int LARGE_SECTOR = 4096;
  private static final String GPT = "EFI PART";

  /** More of them, or larger ones, are no table that a disk tool writes. */
  private static final int MOST_ENTRIES = 1024;

  private static final int MOST_ENTRY_BYTES = 4096;

  /** So far below the largest number that offsets within a file system can be added. */
  private static final long MOST_BYTES = Long.MAX_VALUE / 2;

  private static final int GUID_BYTES = 16;

  private Partitions() {}

  /** Offsets in bytes; empty when there is no partition table, or an empty one. */
  static List<Long> of(DiskBytes disk) throws IOException {
    for (int sector : List.of(SECTOR, LARGE_SECTOR)) {
      if (disk.has(sector, GPT)) {
        return gpt(disk, sector);
      }
    }
    return hasMbr(disk, 0) ? mbr(disk) : List.of();
  }

  private static List<Long> gpt(DiskBytes disk, int sector) throws IOException {
    ByteBuffer header = little(disk, sector, SECTOR);
    OptionalLong first = bytes(header.getLong(72), sector);
    int count = header.getInt(80);
    int size = header.getInt(84);
    List<Long> starts = new ArrayList<>();
    if (first.isEmpty()
        || count < 0
        || count > MOST_ENTRIES
        || size < 128
        || size > MOST_ENTRY_BYTES) {
      return starts;
    }
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = little(disk, first.getAsLong() + (long) i * size, size);
      byte[] type = new byte[GUID_BYTES];
      entry.get(0, type);
      if (!Arrays.equals(type, new byte[GUID_BYTES])) {
        bytes(entry.getLong(32), sector).ifPresent(starts::add);
      }
    }
    return starts;
  }

  /**
   * A damaged table names sectors that no disk has, whose product would wrap to one that it has.
   */
  private static OptionalLong bytes(long sectors, int sector) {
    return sectors < 0 || sectors > MOST_BYTES / sector
        ? OptionalLong.empty()
        : OptionalLong.of(sectors * sector);
  }

  private static boolean hasMbr(DiskBytes disk, long offset) throws IOException {
    return Mbr.isSigned(disk.at(offset, SECTOR));
  }

  private static List<Long> mbr(DiskBytes disk) throws IOException {
    List<Long> starts = new ArrayList<>();
    byte[] table = disk.at(0, SECTOR);
    for (int number = 1; number <= Mbr.ENTRIES; number++) {
      int type = Mbr.type(table, number);
      long start = Mbr.first(table, number) * SECTOR;
      if (type != 0) {
        // Linux shows the extended one, too.
        starts.add(start);
      }
      if (isExtended(type)) {
        addLogical(disk, start, starts);
      }
    }
    return starts;
  }

  private static boolean isExtended(int type) {
    return type == 0x05 || type == 0x0f || type == 0x85;
  }

  /** Each logical partition has a sector before it, which also says where the next such one is. */
  private static void addLogical(DiskBytes disk, long extended, List<Long> starts)
      throws IOException {
    long at = extended;
    // A chain with a loop must end, too.
    for (int steps = 0; steps < MOST_ENTRIES && hasMbr(disk, at); steps++) {
      byte[] table = disk.at(at, SECTOR);
      if (Mbr.type(table, 1) != 0) {
        starts.add(at + Mbr.first(table, 1) * SECTOR);
      }
      long next = Mbr.first(table, 2) * SECTOR;
      if (next == 0) {
        return;
      }
      at = extended + next;
    }
  }

  private static ByteBuffer little(DiskBytes disk, long offset, int length) throws IOException {
    return ByteBuffer.wrap(disk.at(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
