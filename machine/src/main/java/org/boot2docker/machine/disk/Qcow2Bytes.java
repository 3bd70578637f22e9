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
  private static final long OFFSET_BITS = 0x00ff_ffff_ffff_fe00L;
  private static final long COMPRESSED = 1L << 62;
  private static final long ZERO = 1;

  /** The latter is extended L2 entries; a dirty or corrupt mark doesn't matter here. */
  private static final long FEATURES_NOT_READ = Qcow2Header.EXTERNAL_DATA | 1 << 4;

  private final RawBytes file;
  private final Qcow2Header header;

  /** Reads the header. */
  Qcow2Bytes(Path path) throws IOException {
    file = new RawBytes(path);
    header = Qcow2Header.read(file);
    boolean own = header.backing() == 0 && (header.features() & FEATURES_NOT_READ) == 0;
    if (header.damage().isPresent() || !own || header.encryption() != 0) {
      file.close();
      throw new UnreadableException();
    }
  }

  @Override
  public long size() {
    return header.size();
  }

  @Override
  public void read(long offset, ByteBuffer to) throws IOException {
    if (offset < 0) {
      return; // As with a raw disk: a damaged table names such places.
    }
    long at = offset;
    int cluster = 1 << header.clusterBits();
    while (to.hasRemaining() && at < header.size()) {
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
    int l2Bits = header.clusterBits() - 3;
    long cluster = offset >>> header.clusterBits();
    long l1Index = cluster >>> l2Bits;
    if (l1Index >= header.l1Entries()) {
      return 0;
    }
    long table = entry(header.l1Offset() + 8 * l1Index) & OFFSET_BITS;
    if (table == 0) {
      return 0;
    }
    long entry = entry(table + 8 * (cluster & ((1L << l2Bits) - 1)));
    if ((entry & COMPRESSED) != 0) {
      throw new UnreadableException();
    }
    return (entry & ZERO) != 0 ? 0 : entry & OFFSET_BITS;
  }

  /** Whether any cluster of the disk was ever written. */
  boolean hasClusters() throws IOException {
    for (int i = 0; i < header.l1Entries(); i++) {
      if ((entry(header.l1Offset() + 8L * i) & OFFSET_BITS) != 0) {
        return true;
      }
    }
    return false;
  }

  private long entry(long offset) throws IOException {
    return ByteBuffer.wrap(file.at(offset, Long.BYTES)).getLong();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
