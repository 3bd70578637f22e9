package org.boot2docker.formats.fat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.FormatException;

/**
 * How the sectors of 512 bytes are divided: boot sector, two FATs, the root directory, clusters.
 *
 * @param sectors of the whole volume
 * @param reservedSectors the boot sector, and as many after it as make clusters begin where sectors
 *     of a CD do
 * @param sectorsPerCluster a power of two
 * @param bits 12 or 16: decided by the number of clusters and by nothing else
 * @param fatSectors of each of the two FATs
 * @param clusters that hold data
 */
record FatGeometry(
    long sectors,
    int reservedSectors,
    int sectorsPerCluster,
    int bits,
    int fatSectors,
    int clusters) {
  static final int SECTOR = 512;
  static final int FATS = 2;
  static final int ROOT_ENTRIES = 512;
  static final int ENTRY_SIZE = 32;
  static final int ROOT_SECTORS = ROOT_ENTRIES * ENTRY_SIZE / SECTOR;

  /** Clusters are numbered from 2. */
  static final int FIRST_CLUSTER = 2;

  /** fatgen103: fewer are FAT12, more FAT16. */
  static final int MIN_FAT16_CLUSTERS = 4085;

  static final int MIN_FAT32_CLUSTERS = 65525;

  /** Some drivers count wrongly by a few, says fatgen103: stay away from the limits. */
  private static final int MARGIN = 16;

  /** A cluster of one CD sector, and up to 32 KiB. */
  private static final int[] CLUSTER_SIZES = {4, 8, 16, 32, 64};

  /**
   * All sound ways to divide a volume of this size: FAT12 before FAT16, whose tables are larger;
   * then small clusters first.
   *
   * @throws FormatException when there is none
   */
  static List<FatGeometry> sound(long size) throws FormatException {
    List<FatGeometry> sound = new ArrayList<>();
    for (int bits : new int[] {12, 16}) {
      for (int sectorsPerCluster : CLUSTER_SIZES) {
        FatGeometry geometry = of(size / SECTOR, sectorsPerCluster, bits);
        if (geometry.isSound()) {
          sound.add(geometry);
        }
      }
    }
    if (sound.isEmpty()) {
      throw FormatException.of(
          "FAT", "", size + " bytes are too few or too many for FAT12 or FAT16");
    }
    return sound;
  }

  private static FatGeometry of(long sectors, int sectorsPerCluster, int bits) {
    long fatSectors = 1;
    while (true) {
      int reserved = reserved(fatSectors);
      long data = sectors - reserved - FATS * fatSectors - ROOT_SECTORS;
      long clusters = Math.max(0, data / sectorsPerCluster);
      long needed = ((clusters + FIRST_CLUSTER) * bits + 8L * SECTOR - 1) / (8L * SECTOR);
      if (needed <= fatSectors || clusters > MIN_FAT32_CLUSTERS) {
        int bounded = (int) Math.min(clusters, MIN_FAT32_CLUSTERS);
        return new FatGeometry(
            sectors, reserved, sectorsPerCluster, bits, (int) fatSectors, bounded);
      }
      fatSectors = needed;
    }
  }

  private boolean isSound() {
    return bits == 12
        ? clusters > MARGIN && clusters < MIN_FAT16_CLUSTERS - MARGIN
        : clusters >= MIN_FAT16_CLUSTERS + MARGIN && clusters < MIN_FAT32_CLUSTERS - MARGIN;
  }

  private static int reserved(long fatSectors) {
    long others = FATS * fatSectors + ROOT_SECTORS;
    return (int) ((others + 1 + 3) / 4 * 4 - others);
  }

  int clusterSize() {
    return sectorsPerCluster * SECTOR;
  }

  long fatOffset(int copy) {
    return (long) (reservedSectors + copy * fatSectors) * SECTOR;
  }

  long rootOffset() {
    return fatOffset(FATS);
  }

  long clusterOffset(int cluster) {
    long data = rootOffset() + (long) ROOT_SECTORS * SECTOR;
    return data + (long) (cluster - FIRST_CLUSTER) * clusterSize();
  }
}
