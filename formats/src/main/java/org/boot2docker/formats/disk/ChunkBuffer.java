package org.boot2docker.formats.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Collects pieces of a disk, which come in order, into chunks of one size. */
final class ChunkBuffer {
  private final byte[] chunk;
  private final byte[] zeros;
  private final DiskContent.Chunks to;
  private long number = -1;

  ChunkBuffer(int bytes, DiskContent.Chunks to) {
    chunk = new byte[bytes];
    zeros = new byte[bytes];
    this.to = to;
  }

  /** Takes all bytes of a piece. */
  void copy(long offset, long length, InputStream in) throws IOException {
    long at = offset;
    long end = offset + length;
    while (at < end) {
      if (at / chunk.length != number) {
        flush();
        number = at / chunk.length;
      }
      int within = (int) (at % chunk.length);
      int count = (int) Math.min(chunk.length - within, end - at);
      if (in.readNBytes(chunk, within, count) != count) {
        throw new EOFException("a piece of the disk ended before byte " + end);
      }
      at += count;
    }
  }

  /** Gives away what was collected, unless it is all zeros. */
  void flush() throws IOException {
    if (number >= 0 && !Arrays.equals(chunk, zeros)) {
      to.take(number, chunk);
      Arrays.fill(chunk, (byte) 0);
    }
  }
}
