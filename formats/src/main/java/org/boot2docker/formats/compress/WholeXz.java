package org.boot2docker.formats.compress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.boot2docker.formats.BulkInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * Streams of xz with nothing behind them but zeros by four. The library's own reader takes
 * something else there for damage of the last stream.
 */
final class WholeXz extends BulkInputStream {
  private static final int BUFFER = 512;
  private static final int PADDING = 4;

  private final BufferedInputStream in;
  private final int memoryKiB;
  private SingleXZInputStream stream;
  private boolean ended;

  WholeXz(InputStream in, int memoryKiB) throws IOException {
    this.in = new BufferedInputStream(in, BUFFER);
    this.memoryKiB = memoryKiB;
    this.stream = new SingleXZInputStream(this.in, memoryKiB);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = ended ? -1 : stream.read(bytes, from, length);
    while (count < 0 && !ended) {
      ended = !next();
      count = ended ? -1 : stream.read(bytes, from, length);
    }
    return count;
  }

  /** Opens the next stream, if there is one. */
  private boolean next() throws IOException {
    in.mark(PADDING);
    byte[] padding = in.readNBytes(PADDING);
    while (padding.length == PADDING && isZero(padding)) {
      in.mark(PADDING);
      padding = in.readNBytes(PADDING);
    }
    in.reset();
    if (padding.length == 0) {
      return false;
    }
    if (CompressionFormat.of(in) != CompressionFormat.XZ) {
      throw new IOException("something else follows it");
    }
    stream = new SingleXZInputStream(in, memoryKiB);
    return true;
  }

  private static boolean isZero(byte[] bytes) {
    boolean zero = true;
    for (byte one : bytes) {
      zero &= one == 0;
    }
    return zero;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
