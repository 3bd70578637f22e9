package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.boot2docker.formats.file.AtomicFile;

/**
 * Writes a disk in QEMU's copy-on-write format, version 3 (QEMU's docs/interop/qcow2.rst).
 *
 * <p>The first clusters of the file are the header, the table of reference counts, and the first
 * table of clusters. That table fills its cluster, also where the disk is smaller than what it
 * reaches: so a disk grows by its size in the header alone. Second tables and clusters of the disk
 * follow, then the blocks of reference counts.
 */
final class Qcow2Writer {
  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;
  private static final int ENTRIES = CLUSTER / Long.BYTES;

  /** The counts have 16 bits, two to the power of four. */
  private static final int REFCOUNT_ORDER = 4;

  private static final int COUNTS = CLUSTER / Short.BYTES;

  /** Bit 63 of an entry: its cluster is in use once, and may be written in place. */
  private static final long COPIED = 1L << 63;

  private static final long REFCOUNT_TABLE = 1L << CLUSTER_BITS;
  private static final long L1_TABLE = 2L << CLUSTER_BITS;
  private static final int HEADER_BYTES = 104;

  private final DiskFile out;
  private final ByteBuffer l1 = ByteBuffer.allocate(CLUSTER);
  private ByteBuffer l2 = ByteBuffer.allocate(CLUSTER);
  private int l1Index = -1;

  /** How many clusters the file has. */
  private long clusters = 3;

  private Qcow2Writer(DiskFile out) {
    this.out = out;
  }

  static void write(DiskContent disk, Path file) throws IOException {
    if (disk.size() > (long) CLUSTER * ENTRIES * ENTRIES) {
      throw new IllegalArgumentException("a disk of " + disk.size() + " bytes is above 4 TiB");
    }
    AtomicFile.sparse(file, channel -> new Qcow2Writer(new DiskFile(channel)).write(disk));
  }

  private void write(DiskContent disk) throws IOException {
    disk.chunks(CLUSTER, this::writeCluster);
    writeL2();
    out.put(L1_TABLE, l1.array());
    writeReferenceCounts();
    out.put(0, header(disk.size()));
  }

  private void writeCluster(long number, byte[] bytes) throws IOException {
    int table = (int) (number / ENTRIES);
    if (table != l1Index) {
      writeL2();
      l1Index = table;
      l1.putLong(table * Long.BYTES, take() | COPIED);
      l2 = ByteBuffer.allocate(CLUSTER);
    }
    long place = take();
    l2.putLong((int) (number % ENTRIES) * Long.BYTES, place | COPIED);
    out.put(place, bytes);
  }

  private void writeL2() throws IOException {
    if (l1Index >= 0) {
      out.put(l1.getLong(l1Index * Long.BYTES) & ~COPIED, l2.array());
    }
  }

  private long take() {
    return clusters++ << CLUSTER_BITS;
  }

  /** The blocks of counts count themselves, too. */
  private void writeReferenceCounts() throws IOException {
    long first = clusters;
    long blocks = (first + COUNTS - 2) / (COUNTS - 1);
    long all = first + blocks;
    ByteBuffer table = ByteBuffer.allocate(CLUSTER);
    for (long block = 0; block < blocks; block++) {
      ByteBuffer counts = ByteBuffer.allocate(CLUSTER);
      long here = Math.min(COUNTS, all - block * COUNTS);
      for (int i = 0; i < here; i++) {
        counts.putShort(i * Short.BYTES, (short) 1);
      }
      long place = take();
      table.putLong((int) block * Long.BYTES, place);
      out.put(place, counts.array());
    }
    out.put(REFCOUNT_TABLE, table.array());
  }

  private static byte[] header(long size) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(0, 0x514649fb);
    header.putInt(4, 3);
    header.putInt(20, CLUSTER_BITS);
    header.putLong(24, size);
    header.putInt(36, ENTRIES);
    header.putLong(40, L1_TABLE);
    header.putLong(48, REFCOUNT_TABLE);
    header.putInt(56, 1);
    header.putInt(96, REFCOUNT_ORDER);
    header.putInt(100, HEADER_BYTES);
    return header.array();
  }
}
