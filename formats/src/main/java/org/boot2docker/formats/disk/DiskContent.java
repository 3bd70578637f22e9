package org.boot2docker.formats.disk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.formats.tree.Content;

/**
 * The bytes of a disk: pieces at their offsets, and zeros everywhere else. It is a value: the
 * methods that add something give a new one.
 */
public final class DiskContent {
  /** Every disk format counts in these. */
  public static final int SECTOR = 512;

  private final long size;
  private final TreeMap<Long, Content> pieces;

  private DiskContent(long size, TreeMap<Long, Content> pieces) {
    this.size = size;
    this.pieces = pieces;
  }

  /** A disk of zeros; the size is in bytes and a multiple of 512. */
  public static DiskContent blank(long size) {
    if (size <= 0 || size % SECTOR != 0) {
      throw new IllegalArgumentException("no disk has " + size + " bytes");
    }
    return new DiskContent(size, new TreeMap<>());
  }

  /**
   * The same with bytes at an offset where there were none.
   *
   * @throws IllegalArgumentException when they overlap with others, or with the disk's end
   */
  public DiskContent with(long offset, Content content) {
    if (content.size() == 0) {
      return this;
    }
    long end = offset + content.size();
    Map.Entry<Long, Content> before = pieces.lowerEntry(end);
    boolean overlaps = before != null && before.getKey() + before.getValue().size() > offset;
    if (offset < 0 || end > size || overlaps) {
      throw new IllegalArgumentException(
          "bytes %d to %d of a disk of %d are taken, or not on it".formatted(offset, end, size));
    }
    TreeMap<Long, Content> more = new TreeMap<>(pieces);
    more.put(offset, content);
    return new DiskContent(size, more);
  }

  /** The same with all pieces of another disk, from an offset on. */
  public DiskContent with(long offset, DiskContent other) {
    DiskContent all = this;
    for (Map.Entry<Long, Content> piece : other.pieces.entrySet()) {
      all = all.with(offset + piece.getKey(), piece.getValue());
    }
    return all;
  }

  /** The same pieces on a disk of another size, which must hold them. */
  public DiskContent on(long bytes) {
    return blank(bytes).with(0, this);
  }

  /** Its length in bytes. */
  public long size() {
    return size;
  }

  /** Takes what lies on a disk, in order. */
  @FunctionalInterface
  public interface Chunks {
    /**
     * A chunk that is not all zeros.
     *
     * @param number its place, in chunks
     * @param bytes it; zeros follow where the disk ends in it; only valid during the call
     */
    void take(long number, byte[] bytes) throws IOException;
  }

  /**
   * Reads the disk once, in chunks of a size; those that hold only zeros are left out.
   *
   * @param bytes of a chunk, a multiple of 512
   */
  public void chunks(int bytes, Chunks to) throws IOException {
    ChunkBuffer buffer = new ChunkBuffer(bytes, to);
    for (Map.Entry<Long, Content> piece : pieces.entrySet()) {
      try (InputStream in = piece.getValue().open()) {
        buffer.copy(piece.getKey(), piece.getValue().size(), in);
      }
    }
    buffer.flush();
  }
}
