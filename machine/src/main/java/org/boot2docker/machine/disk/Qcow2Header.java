package org.boot2docker.machine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of a disk in QEMU's copy-on-write format (QEMU's docs/interop/qcow2.rst, "Header").
 *
 * @param fileBytes size of the file
 * @param version 2 or 3
 * @param backing where the name of a backing file is; 0 for none
 * @param clusterBits a cluster has two to this power bytes
 * @param size of the disk in bytes, as the guest sees it
 * @param encryption method; 0 for none
 * @param l1Entries entries of the first table of clusters
 * @param l1Offset where that table is
 * @param features that a reader must know
 */
record Qcow2Header(
    long fileBytes,
    int version,
    long backing,
    int clusterBits,
    long size,
    int encryption,
    int l1Entries,
    long l1Offset,
    long features) {
  /** The first four bytes of each such file. */
  static final String MAGIC = "QFI\u00fb";

  /** A feature: the clusters are in another file. */
  static final long EXTERNAL_DATA = 1 << 2;

  private static final int VERSION_2_BYTES = 72;
  private static final int VERSION_3_BYTES = 104;

  /** QEMU's bounds: block/qcow2.h, MIN_CLUSTER_BITS and MAX_CLUSTER_BITS. */
  private static final int LEAST_CLUSTER_BITS = 9;

  private static final int MOST_CLUSTER_BITS = 21;

  /** QEMU's bound of the first table, QCOW_MAX_L1_SIZE of 32 MiB, in entries. */
  private static final long MOST_L1_ENTRIES = (32L << 20) / Long.BYTES;

  static Qcow2Header read(RawBytes file) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(file.at(0, VERSION_3_BYTES));
    int version = header.getInt(4);
    return new Qcow2Header(
        file.size(),
        version,
        header.getLong(8),
        header.getInt(20),
        header.getLong(24),
        header.getInt(32),
        header.getInt(36),
        header.getLong(40),
        version >= 3 ? header.getLong(72) : 0);
  }

  /** What no such disk has, and QEMU refuses; empty when it may be sound. */
  Optional<String> damage() {
    if (version < 2 || version > 3) {
      return Optional.of("version " + version);
    }
    int least = version == 2 ? VERSION_2_BYTES : VERSION_3_BYTES;
    if (fileBytes < least) {
      return Optional.of("only " + fileBytes + " bytes in the file");
    }
    if (clusterBits < LEAST_CLUSTER_BITS || clusterBits > MOST_CLUSTER_BITS) {
      return Optional.of("cluster_bits " + clusterBits);
    }
    if (backing < 0 || backing >= fileBytes) {
      return Optional.of("a backing file's name beyond the end");
    }
    return tableDamage();
  }

  /** Where else than in this file the disk's contents are; empty when they are all here. */
  Optional<String> otherFile() {
    if (backing != 0) {
      return Optional.of("a backing file");
    }
    return (features & EXTERNAL_DATA) == 0 ? Optional.empty() : Optional.of("a data file");
  }

  private Optional<String> tableDamage() {
    if (size < 0 || neededEntries() > MOST_L1_ENTRIES) {
      return Optional.of("a size of " + Long.toUnsignedString(size) + " bytes");
    }
    if (l1Entries < neededEntries() || l1Entries > MOST_L1_ENTRIES) {
      return Optional.of("a table of " + Integer.toUnsignedString(l1Entries) + " entries");
    }
    boolean aligned = (l1Offset & ((1L << clusterBits) - 1)) == 0;
    if (l1Entries > 0 && (!aligned || l1Offset <= 0 || l1Offset >= fileBytes)) {
      return Optional.of("a table at " + Long.toUnsignedString(l1Offset));
    }
    return Optional.empty();
  }

  /** The largest size that the first table can describe, in bytes. */
  long reach() {
    return (long) l1Entries << (clusterBits + clusterBits - 3);
  }

  /** An entry of the first table stands for as many clusters as a cluster has entries. */
  private long neededEntries() {
    int bits = clusterBits + clusterBits - 3;
    return (size >>> bits) + ((size & ((1L << bits) - 1)) == 0 ? 0 : 1);
  }
}
