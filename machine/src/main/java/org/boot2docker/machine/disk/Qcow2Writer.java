package org.boot2docker.machine.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.boot2docker.formats.file.AtomicFile;

/**
 * Writes a new disk in QEMU's copy-on-write format, version 3 (QEMU's docs/interop/qcow2.rst).
 *
 * <p>The file has six clusters: the header, the table of reference counts, one block of these
 * counts, the first and one second table of clusters, and the first cluster of the disk. The first
 * table fills its cluster, also where the disk is smaller than what it reaches: so a disk grows by
 * its size in the header alone.
 */
final class Qcow2Writer {
  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER = 1 << CLUSTER_BITS;

  /** Bit 63 of an entry: its cluster is in use once, and may be written in place. */
  private static final long COPIED = 1L << 63;

  private static final int HEADER_BYTES = 104;
  private static final int SIZE_OFFSET = 24;

  /** Counts of 16 bits: two to the power of four. */
  private static final int REFCOUNT_ORDER = 4;

  /** What each cluster of the file holds, in order. */
  private enum Part {
    HEADER,
    REFCOUNT_TABLE,
    REFCOUNT_BLOCK,
    L1_TABLE,
    L2_TABLE,
    DATA;

    long offset() {
      return (long) ordinal() << CLUSTER_BITS;
    }

    int at() {
      return ordinal() << CLUSTER_BITS;
    }
  }

  private Qcow2Writer() {}

  /**
   * Writes a disk that begins with a text and holds zeros otherwise.
   *
   * @param bytes its size as the guest sees it, at most 4 TiB
   */
  static void write(Path file, long bytes, String beginning) throws IOException {
    ByteBuffer image = ByteBuffer.allocate(Part.values().length << CLUSTER_BITS);
    writeHeader(image, bytes);
    image.putLong(Part.REFCOUNT_TABLE.at(), Part.REFCOUNT_BLOCK.offset());
    for (Part part : Part.values()) {
      image.putShort(Part.REFCOUNT_BLOCK.at() + Short.BYTES * part.ordinal(), (short) 1);
    }
    image.putLong(Part.L1_TABLE.at(), Part.L2_TABLE.offset() | COPIED);
    image.putLong(Part.L2_TABLE.at(), Part.DATA.offset() | COPIED);
    image.put(Part.DATA.at(), beginning.getBytes(StandardCharsets.US_ASCII));
    AtomicFile.write(file, out -> out.write(image.array()));
  }

  private static void writeHeader(ByteBuffer image, long bytes) {
    image.put(0, Qcow2Header.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
    image.putInt(4, 3);
    image.putInt(20, CLUSTER_BITS);
    image.putLong(SIZE_OFFSET, bytes);
    image.putInt(36, CLUSTER / Long.BYTES);
    image.putLong(40, Part.L1_TABLE.offset());
    image.putLong(48, Part.REFCOUNT_TABLE.offset());
    image.putInt(56, 1);
    image.putInt(96, REFCOUNT_ORDER);
    image.putInt(100, HEADER_BYTES);
  }

  /**
   * Gives a disk that no QEMU uses a larger size.
   *
   * @return false when its first table of clusters doesn't reach so far
   */
  static boolean grow(Path file, long bytes) throws IOException {
    try (RawBytes read = new RawBytes(file)) {
      Qcow2Header header = Qcow2Header.read(read);
      if (bytes > header.reach()) {
        return false;
      }
    }
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw");
        FileChannel channel = disk.getChannel()) {
      channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes), SIZE_OFFSET);
      channel.force(false);
    }
    return true;
  }
}
