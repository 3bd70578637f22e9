package org.boot2docker.formats.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Content;

/** The content of files, in blocks that are compressed each by itself. */
final class DataBlocks {
  /** The largest that Linux takes: it compresses best. */
  static final int LOG = 20;

  static final int SIZE = 1 << LOG;

  /** A block's length has this bit when its content is not compressed. */
  private static final int PLAIN = 1 << 24;

  private static final int BATCH = 16;

  private final OutputStream out;
  private final int level;
  private long position;

  /**
   * Blocks that are still to be written.
   *
   * @param position of the stream in the file system, in bytes
   */
  DataBlocks(OutputStream out, int level, long position) {
    this.out = out;
    this.level = level;
    this.position = position;
  }

  /** Where the next block begins in the file system. */
  long position() {
    return position;
  }

  /** Writes a file's blocks, and gives their lengths as an inode has them. */
  List<Integer> write(String path, Content content) throws IOException {
    List<Integer> lengths = new ArrayList<>();
    long rest = content.size();
    try (InputStream in = content.open()) {
      while (rest > 0) {
        List<byte[]> batch = new ArrayList<>();
        while (rest > 0 && batch.size() < BATCH) {
          byte[] block = in.readNBytes((int) Math.min(SIZE, rest));
          if (block.length < Math.min(SIZE, rest)) {
            throw FormatException.of("squashfs", path, "the file has become shorter");
          }
          batch.add(block);
          rest -= block.length;
        }
        // All processors at once; the order, and so the bytes, stay the same.
        for (Blocks.Stored stored :
            batch.parallelStream().map(block -> Blocks.store(block, level)).toList()) {
          out.write(stored.bytes());
          position += stored.bytes().length;
          lengths.add(stored.bytes().length | (stored.compressed() ? 0 : PLAIN));
        }
      }
    }
    return lengths;
  }
}
