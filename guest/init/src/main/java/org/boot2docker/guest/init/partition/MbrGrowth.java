package org.boot2docker.guest.init.partition;

import org.boot2docker.formats.partition.Mbr;

/** Moves the end of the last primary partition of an MBR; one sector, so nothing can go half. */
final class MbrGrowth implements Growth {
  private final Block disk;

  MbrGrowth(Block disk) {
    this.disk = disk;
  }

  /** Whether sector 0 says that there is a GUID partition table. */
  static boolean isProtective(Block disk) {
    byte[] sector = disk.read(0, disk.sectorSize());
    for (int number = 1; number <= Mbr.ENTRIES; number++) {
      if (Mbr.type(sector, number) == Mbr.PROTECTIVE) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Extent grow(int number) {
    byte[] sector = disk.read(0, disk.sectorSize());
    if (!Mbr.isSigned(sector) || number > Mbr.ENTRIES || !isLast(sector, number)) {
      throw new BlockException("its partitions are not where they should be");
    }
    int unit = disk.sectorSize();
    long first = Mbr.first(sector, number);
    long count = Mbr.count(sector, number);
    long most = Math.min(disk.size() / MIB * MIB / unit - first, Mbr.MOST);
    if (most > count) {
      Mbr.resize(sector, number, most);
      disk.write(0, sector);
      disk.flush();
    }
    return new Extent(first * unit, Math.max(most, count) * unit);
  }

  private static boolean isLast(byte[] sector, int number) {
    long own = Mbr.first(sector, number);
    for (int other = 1; other <= Mbr.ENTRIES; other++) {
      if (Mbr.first(sector, other) > own) {
        return false;
      }
    }
    return own > 0 && Mbr.type(sector, number) != 0;
  }
}
