package org.boot2docker.formats.fat;

/** The file allocation table: for each cluster the next one of its chain. */
final class FatTable {
  private static final int MEDIA = 0xF8;

  private final FatGeometry geometry;
  private final byte[] bytes;
  private int next = FatGeometry.FIRST_CLUSTER;

  FatTable(FatGeometry geometry) {
    this.geometry = geometry;
    this.bytes = new byte[geometry.fatSectors() * FatGeometry.SECTOR];
    set(0, endOfChain() & ~0xFF | MEDIA);
    set(1, endOfChain());
  }

  /** How many clusters are left. */
  int free() {
    return geometry.clusters() + FatGeometry.FIRST_CLUSTER - next;
  }

  /** Takes clusters in a row; there must be that many. */
  int allocate(int count) {
    int first = next;
    next += count;
    for (int cluster = first; cluster < next; cluster++) {
      set(cluster, cluster == next - 1 ? endOfChain() : cluster + 1);
    }
    return first;
  }

  byte[] bytes() {
    return bytes;
  }

  private int endOfChain() {
    return geometry.bits() == 12 ? 0xFFF : 0xFFFF;
  }

  private void set(int cluster, int value) {
    if (geometry.bits() == 16) {
      bytes[2 * cluster] = (byte) value;
      bytes[2 * cluster + 1] = (byte) (value >> 8);
      return;
    }
    int at = cluster * 3 / 2;
    if (cluster % 2 == 0) {
      bytes[at] = (byte) value;
      bytes[at + 1] = (byte) (bytes[at + 1] & 0xF0 | value >> 8 & 0x0F);
    } else {
      bytes[at] = (byte) (bytes[at] & 0x0F | value << 4 & 0xF0);
      bytes[at + 1] = (byte) (value >> 4);
    }
  }
}
