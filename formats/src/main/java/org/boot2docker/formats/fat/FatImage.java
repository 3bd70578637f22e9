package org.boot2docker.formats.fat;

import java.util.Arrays;
import org.boot2docker.formats.FormatException;

/** The bytes of an image and what its first sector says of them; every access is checked. */
record FatImage(byte[] bytes, FatGeometry geometry, int rootEntries) {
  private static final String FORMAT = "FAT";

  static FatImage open(byte[] bytes) throws FormatException {
    if (bytes.length < FatGeometry.SECTOR || le16(bytes, 510) != 0xAA55) {
      throw FormatException.at(FORMAT, 510, "no boot sector");
    }
    check(le16(bytes, 11) == FatGeometry.SECTOR, 11, "sectors not of 512 bytes");
    int sectorsPerCluster = bytes[13] & 0xFF;
    check(Integer.bitCount(sectorsPerCluster) == 1, 13, "no cluster size");
    int reserved = le16(bytes, 14);
    check(reserved > 0, 14, "no reserved sector");
    check(bytes[16] == FatGeometry.FATS, 16, "not two FATs");
    check(le16(bytes, 17) == FatGeometry.ROOT_ENTRIES, 17, "not 512 root entries");
    long sectors = le16(bytes, 19) == 0 ? le32(bytes, 32) : le16(bytes, 19);
    check(sectors * FatGeometry.SECTOR <= bytes.length, 19, "the image is cut off");
    int fatSectors = le16(bytes, 22);
    check(fatSectors > 0, 22, "FAT32 or no FAT at all");
    long data = sectors - reserved - 2L * fatSectors - FatGeometry.ROOT_SECTORS;
    long clusters = data / sectorsPerCluster;
    check(clusters > 0 && clusters < FatGeometry.MIN_FAT32_CLUSTERS, 19, "no FAT12 or FAT16");
    int bits = clusters < FatGeometry.MIN_FAT16_CLUSTERS ? 12 : 16;
    check((clusters + 2) * bits <= fatSectors * 8L * FatGeometry.SECTOR, 22, "the FAT is short");
    return new FatImage(
        bytes,
        new FatGeometry(sectors, reserved, sectorsPerCluster, bits, fatSectors, (int) clusters),
        FatGeometry.ROOT_ENTRIES);
  }

  byte[] root() {
    int from = (int) geometry.rootOffset();
    return Arrays.copyOfRange(bytes, from, from + rootEntries * FatGeometry.ENTRY_SIZE);
  }

  byte[] cluster(int cluster) throws FormatException {
    checkCluster(cluster);
    int from = (int) geometry.clusterOffset(cluster);
    return Arrays.copyOfRange(bytes, from, from + geometry.clusterSize());
  }

  int next(int cluster) throws FormatException {
    checkCluster(cluster);
    int fat = (int) geometry.fatOffset(0);
    if (geometry.bits() == 16) {
      return le16(bytes, fat + 2 * cluster);
    }
    int pair = le16(bytes, fat + cluster * 3 / 2);
    return cluster % 2 == 0 ? pair & 0xFFF : pair >> 4;
  }

  boolean isEnd(int cluster) {
    return cluster >= (geometry.bits() == 12 ? 0xFF8 : 0xFFF8);
  }

  static int le16(byte[] bytes, int at) {
    return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
  }

  static long le32(byte[] bytes, int at) {
    return le16(bytes, at) | (long) le16(bytes, at + 2) << 16;
  }

  private void checkCluster(int cluster) throws FormatException {
    if (cluster < FatGeometry.FIRST_CLUSTER
        || cluster >= geometry.clusters() + FatGeometry.FIRST_CLUSTER) {
      throw FormatException.at(
          FORMAT, geometry.fatOffset(0), "a chain leads to cluster " + cluster);
    }
  }

  private static void check(boolean holds, long offset, String otherwise) throws FormatException {
    if (!holds) {
      throw FormatException.at(FORMAT, offset, otherwise);
    }
  }
}
