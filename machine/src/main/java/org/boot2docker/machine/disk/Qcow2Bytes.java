package org.boot2docker.machine.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A disk in QEMU's copy-on-write format (QEMU's docs/interop/qcow2.rst), version 2 or 3.
 *
 * <p>Disks that need more than their own file, and compressed ones, are not read: {@link
 * UnreadableException}.
 */
final class Qcow2Bytes implements DiskBytes {
  /** The first four bytes of each such file. */
  static final String MAGIC = "QFI\u00fb";

  private static final int HEADER_BYTES = 104;
  private static final long OFFSET_BITS = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZERO = 1;

  /** External data file and extended L2 entries; a dirty or corrupt mark doesn't matter here. */
  private static final long FEATURES_NOT_READ = 1 << 2 | 1 << 4;

  private final RawBytes file;
  private final int clusterBits;
  private final long size;
  private final int l1Entries;
  private final long l1Offset;

  /** Reads the header. */
  Qcow2Bytes(Path path) throws IOException {
    file = new RawBytes(path);
    ByteBuffer header = ByteBuffer.wrap(file.at(0, HEADER_BYTES));
    int version = header.getInt(4);
    long backing = header.getLong(8);
    clusterBits = header.getInt(20);
    size = header.getLong(24);
    int encryption = header.getInt(32);
    l1Entries = header.getInt(36);
    l1Offset = header.getLong(40);
    long features = version >= 3 ? header.getLong(72) : 0;
    boolean known = version >= 2 && version <= 3 && clusterBits >= 9 && clusterBits <= 21;
    if (!known || backing != 0 || encryption != 0 || (features & FEATURES_NOT_READ) != 0) {
      file.close();
      throw new UnreadableException();
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer to) throws IOException {
    long at = offset;
    int cluster = 1 << clusterBits;
    while (to.hasRemaining() && at < size) {
      int within = (int) (at & (cluster - 1));
      int length = Math.min(to.remaining(), cluster - within);
      long host = hostCluster(at);
      if (host != 0) {
        to.put(file.at(host + within, length));
      } else {
        to.position(to.position() + length);
      }
      at += length;
    }
  }

  /** Where the cluster of this offset lies in the file; 0 when it holds only zeros. */
  private long hostCluster(long offset) throws IOException {
    int l2Bits = clusterBits - 3;
    long cluster = offset >>> clusterBits;
    long l1Index = cluster >>> l2Bits;
    if (l1Index >= l1Entries) {
      return 0;
    }
    long table = entry(l1Offset + 8 * l1Index) & OFFSET_BITS;
    if (table == 0) {
      return 0;
    }
    long entry = entry(table + 8 * (cluster & ((1L << l2Bits) - 1)));
    if ((entry & COMPRESSED) != 0) {
      throw new UnreadableException();
    }
    return (entry & ZERO) != 0 ? 0 : entry & OFFSET_BITS;
  }

  private long entry(long offset) throws IOException {
    return ByteBuffer.wrap(file.at(offset, Long.BYTES)).getLong();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
