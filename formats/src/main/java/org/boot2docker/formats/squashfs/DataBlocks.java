package org.boot2docker.formats.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.Tasks;
import org.boot2docker.formats.tree.Content;

/**
 * The content of files, in blocks that are compressed each by itself: several at once, of several
 * files, since most files are one block. Their order, and so the bytes, stay the same.
 */
final class DataBlocks {
  /** The largest that Linux takes: it compresses best. */
  static final int LOG = 20;

  static final int SIZE = 1 << LOG;

  /** A block's length has this bit when its content is not compressed. */
  private static final int PLAIN = 1 << 24;

  private static final Duration CLEANUP = Duration.ofSeconds(30);

  /**
   * Where a file's blocks are.
   *
   * @param start of the first one in the file system, in bytes
   * @param lengths of the blocks, as an inode has them
   */
  record Extent(long start, List<Integer> lengths) {}

  /**
   * What was written.
   *
   * @param extents of all files that have content, by path
   * @param end where the next byte comes in the file system
   */
  record Written(Map<String, Extent> extents, long end) {
    Extent of(String path) {
      // An empty file has no blocks, so it doesn't matter where they would be.
      return extents.getOrDefault(path, new Extent(0, List.of()));
    }
  }

  /** A block that is being compressed, of so many bytes. */
  private record Pending(String path, int size, Future<Blocks.Stored> block) {}

  private final OutputStream out;
  private final int level;
  private final int ahead;
  private final LongConsumer progress;
  private final ExecutorService pool;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Map<String, Extent> extents = new HashMap<>();
  private long position;
  private long done;

  private DataBlocks(
      OutputStream out, int level, int workers, long position, LongConsumer progress) {
    this.out = out;
    this.level = level;
    this.ahead = 2 * workers;
    this.progress = progress;
    this.pool = Executors.newFixedThreadPool(workers);
    this.position = position;
  }

  /**
   * Writes the blocks of files.
   *
   * @param files by path, in the order in which they are written
   * @param position of the stream in the file system, in bytes
   * @param workers threads; not part of the result
   * @param progress receives the number of bytes of the files that are written so far
   */
  static Written write(
      Map<String, Content> files,
      OutputStream out,
      int level,
      int workers,
      long position,
      LongConsumer progress)
      throws IOException {
    DataBlocks blocks = new DataBlocks(out, level, workers, position, progress);
    try {
      for (Map.Entry<String, Content> file : files.entrySet()) {
        blocks.read(file.getKey(), file.getValue());
      }
      blocks.drain(0);
    } finally {
      Tasks.end(blocks.pool, CLEANUP);
    }
    return new Written(blocks.extents, blocks.position);
  }

  private void read(String path, Content content) throws IOException {
    long rest = content.size();
    try (InputStream in = content.open()) {
      while (rest > 0) {
        byte[] block = in.readNBytes((int) Math.min(SIZE, rest));
        if (block.length < Math.min(SIZE, rest)) {
          throw FormatException.of("squashfs", path, "the file has become shorter");
        }
        rest -= block.length;
        drain(ahead);
        pending.add(new Pending(path, block.length, pool.submit(() -> Blocks.store(block, level))));
      }
    }
  }

  /** Writes the blocks that come first, until few are left. */
  private void drain(int left) throws IOException {
    while (pending.size() > left) {
      Pending first = pending.remove();
      Blocks.Stored stored = Tasks.await(first.block::get);
      extents
          .computeIfAbsent(first.path, path -> new Extent(position, new ArrayList<>()))
          .lengths
          .add(stored.bytes().length | (stored.compressed() ? 0 : PLAIN));
      out.write(stored.bytes());
      position += stored.bytes().length;
      done += first.size;
      progress.accept(done);
    }
  }
}
