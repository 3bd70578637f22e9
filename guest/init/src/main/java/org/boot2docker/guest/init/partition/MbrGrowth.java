package org.boot2docker.guest.init.partition;

import org.boot2docker.formats.bytes.LittleEndian;

/** Moves the end of the last primary partition of an MBR; one sector, so nothing can go half. */
final class MbrGrowth implements Growth {
  private static final int TABLE = 446;
  private static final int ENTRY_BYTES = 16;
  private static final int ENTRIES = 4;
  private static final int TYPE = 4;
  private static final int LAST_CHS = 5;
  private static final int FIRST = 8;
  private static final int COUNT = 12;
  private static final int PROTECTIVE = 0xee;
  private static final long MOST = 0xffffffffL;

  private final Block disk;

  MbrGrowth(Block disk) {
    this.disk = disk;
  }

  /** Whether sector 0 says that there is a GUID partition table. */
  static boolean isProtective(Block disk) {
    byte[] sector = disk.read(0, disk.sectorSize());
    for (int number = 1; number <= ENTRIES; number++) {
      if ((sector[entry(number) + TYPE] & 0xff) == PROTECTIVE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Extent grow(int number) {
    byte[] sector = disk.read(0, disk.sectorSize());
    boolean signed = (sector[510] & 0xff) == 0x55 && (sector[511] & 0xff) == 0xaa;
    if (!signed || number > ENTRIES || !isLast(sector, number)) {
      throw new BlockException("its partitions are not where they should be");
    }
    int unit = disk.sectorSize();
    long first = LittleEndian.get(sector, entry(number) + FIRST, 4);
    long count = LittleEndian.get(sector, entry(number) + COUNT, 4);
    long most = Math.min(disk.size() / MIB * MIB / unit - first, MOST);
    if (most > count) {
      LittleEndian.put(sector, entry(number) + COUNT, 4, most);
      LittleEndian.put(sector, entry(number) + LAST_CHS, 3, 0xfffffe);
      disk.write(0, sector);
      disk.flush();
    }
    return new Extent(first * unit, Math.max(most, count) * unit);
  }

  private static boolean isLast(byte[] sector, int number) {
    long own = LittleEndian.get(sector, entry(number) + FIRST, 4);
    for (int other = 1; other <= ENTRIES; other++) {
      if (LittleEndian.get(sector, entry(other) + FIRST, 4) > own) {
        return false;
      }
    }
    return own > 0 && sector[entry(number) + TYPE] != 0;
  }

  private static int entry(int number) {
    return TABLE + (number - 1) * ENTRY_BYTES;
  }
}
