package org.boot2docker.guest.init.partition;

/**
 * A stretch of a disk.
 *
 * @param start its first byte
 * @param length how many bytes
 */
public record Extent(long start, long length) {
  /** Its first sector. */
  public long firstSector(int sectorSize) {
    return start / sectorSize;
  }

  /** Its last sector. */
  public long lastSector(int sectorSize) {
    return (start + length) / sectorSize - 1;
  }
}
