package org.boot2docker.formats.squashfs;

import java.io.ByteArrayOutputStream;
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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.Tasks;
import org.boot2docker.formats.tree.Content;

/**
 * The content of files, in blocks that are compressed each by itself, several at once. Files that
 * are smaller than a block share one, a fragment, which compresses better. The order of the blocks,
 * and so the bytes, stay the same.
 */
final class DataBlocks {
  /** The largest that Linux takes: it compresses best. */
  static final int LOG = 20;

  static final int SIZE = 1 << LOG;

  /** A block's length has this bit when its content is not compressed. */
  private static final int PLAIN = 1 << 24;

  /** The fragment of a file that has none. */
  private static final int NONE = -1;

  private static final Duration CLEANUP = Duration.ofSeconds(30);

  /**
   * Where a file is.
   *
   * @param start of its first own block in the file system, in bytes
   * @param lengths of its own blocks, as an inode has them
   * @param fragment the number of the fragment that it is in; -1 if it is in none
   * @param offset in the fragment's content, in bytes
   */
  record Extent(long start, List<Integer> lengths, int fragment, int offset) {
    static final Extent EMPTY = startingAt(0);

    static Extent startingAt(long start) {
      return new Extent(start, new ArrayList<>(), NONE, 0);
    }

    static Extent within(int fragment, int offset) {
      return new Extent(0, List.of(), fragment, offset);
    }
  }

  /**
   * A block that several files share.
   *
   * @param start in the file system, in bytes
   * @param length as the table of fragments has it
   */
  record Fragment(long start, int length) {}

  /**
   * What was written.
   *
   * @param extents of all files that have content, by path
   * @param fragments by their numbers
   * @param end where the next byte comes in the file system
   */
  record Written(Map<String, Extent> extents, List<Fragment> fragments, long end) {
    Extent of(String path) {
      return extents.getOrDefault(path, Extent.EMPTY);
    }
  }

  /** A block that is being compressed, of so many bytes; that of no path is a fragment. */
  private record Pending(Optional<String> path, int size, Future<Blocks.Stored> block) {}

  private final OutputStream out;
  private final int level;
  private final int ahead;
  private final LongConsumer progress;
  private final ExecutorService pool;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Map<String, Extent> extents = new HashMap<>();
  private final List<Fragment> fragments = new ArrayList<>();

  /** The fragment that small files are added to, and its number. */
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  private int number;
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
      blocks.closeFragment();
      blocks.drain(0);
    } finally {
      Tasks.end(blocks.pool, CLEANUP);
    }
    return new Written(blocks.extents, blocks.fragments, blocks.position);
  }

  private void read(String path, Content content) throws IOException {
    long rest = content.size();
    try (InputStream in = content.open()) {
      if (rest < SIZE) {
        addToFragment(path, block(in, rest, path));
        return;
      }
      for (; rest > 0; rest -= Math.min(SIZE, rest)) {
        compress(Optional.of(path), block(in, Math.min(SIZE, rest), path));
      }
    }
  }

  private static byte[] block(InputStream in, long size, String path) throws IOException {
    byte[] block = in.readNBytes((int) size);
    if (block.length < size) {
      throw FormatException.of("squashfs", path, "the file has become shorter");
    }
    return block;
  }

  private void addToFragment(String path, byte[] content) throws IOException {
    if (open.size() + content.length > SIZE) {
      closeFragment();
    }
    if (content.length > 0) {
      extents.put(path, Extent.within(number, open.size()));
      open.writeBytes(content);
    }
  }

  private void closeFragment() throws IOException {
    if (open.size() > 0) {
      compress(Optional.empty(), open.toByteArray());
      open.reset();
      number++;
    }
  }

  private void compress(Optional<String> path, byte[] block) throws IOException {
    drain(ahead);
    pending.add(new Pending(path, block.length, pool.submit(() -> Blocks.store(block, level))));
  }

  /** Writes the blocks that come first, until few are left. */
  private void drain(int left) throws IOException {
    while (pending.size() > left) {
      Pending first = pending.remove();
      Blocks.Stored stored = Tasks.await(first.block::get);
      int length = stored.bytes().length | (stored.compressed() ? 0 : PLAIN);
      if (first.path.isPresent()) {
        extents
            .computeIfAbsent(first.path.get(), path -> Extent.startingAt(position))
            .lengths
            .add(length);
      } else {
        fragments.add(new Fragment(position, length));
      }
      out.write(stored.bytes());
      position += stored.bytes().length;
      done += first.size;
      progress.accept(done);
    }
  }
}
