package org.boot2docker.debian.compress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.boot2docker.formats.Tasks;
import org.tukaani.xz.SeekableXZInputStream;

/**
 * Decompresses the blocks of an .xz stream side by side, since dpkg-deb compresses large packages
 * in blocks of 24 MiB: the kernel's 108 MB took 5.5 s of one core, a notable part of a build.
 */
final class XzBlocks extends InputStream {

  /** Each holds a block in memory, and more don't help where a disk has to keep up. */
  private static final int MAX_THREADS = 4;

  /** Bytes; larger ones are left to the plain reader, which needs no memory for them. */
  private static final long MAX_BLOCK = 64 << 20;

  /** Open all the time, so that the file is read to its end even if it is deleted meanwhile. */
  private final FileChannel file;

  private final long start;
  private final long length;
  private final int memoryLimit;
  private final int blocks;
  private final int ahead;
  private final ExecutorService pool;
  private final Deque<Future<byte[]>> pending = new ArrayDeque<>();
  private int next;
  private byte[] current = new byte[0];
  private int at;

  private XzBlocks(FileChannel file, long start, long length, int memoryLimit, int blocks) {
    this.file = file;
    this.start = start;
    this.length = length;
    this.memoryLimit = memoryLimit;
    this.blocks = blocks;
    this.ahead =
        Math.min(Math.min(MAX_THREADS, blocks), Runtime.getRuntime().availableProcessors());
    this.pool =
        Executors.newFixedThreadPool(
            ahead,
            task -> {
              Thread thread = new Thread(task, "xz-block");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether a part of a file is worth it: several blocks, none of them huge. */
  static boolean suits(Path file, long start, long length, int memoryLimit) throws IOException {
    try (SeekableXZInputStream xz =
        new SeekableXZInputStream(new FileSlice(file, start, length), memoryLimit)) {
      return xz.getBlockCount() > 1 && xz.getLargestBlockSize() <= MAX_BLOCK;
    }
  }

  static InputStream open(Path file, long start, long length, int memoryLimit) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      int blocks = index(channel, start, length, memoryLimit).getBlockCount();
      return new XzBlocks(channel, start, length, memoryLimit, blocks);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Closing it would close the channel. */
  private static SeekableXZInputStream index(
      FileChannel channel, long start, long length, int memoryLimit) throws IOException {
    return new SeekableXZInputStream(new FileSlice(channel, start, length), memoryLimit);
  }

  private byte[] decompress(int block) throws IOException {
    SeekableXZInputStream xz = index(file, start, length, memoryLimit);
    xz.seekToBlock(block);
    byte[] bytes = new byte[(int) xz.getBlockSize(block)];
    if (xz.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("a block of the compressed data is cut short");
    }
    return bytes;
  }

  /** Says whether there is more to read. */
  private boolean advance() throws IOException {
    while (at == current.length) {
      while (next < blocks && pending.size() <= ahead) {
        int block = next++;
        pending.add(pool.submit(() -> decompress(block)));
      }
      Future<byte[]> first = pending.poll();
      if (first == null) {
        return false;
      }
      current = Tasks.await(first::get);
      at = 0;
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    return advance() ? current[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int copied = Math.min(count, current.length - at);
    System.arraycopy(current, at, buffer, offset, copied);
    at += copied;
    return copied;
  }

  @Override
  public void close() throws IOException {
    pool.shutdownNow();
    file.close();
  }
}
