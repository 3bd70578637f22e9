package org.boot2docker.debian.compress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more than so many bytes: a small file can decompress to any length. */
final class LimitedInputStream extends FilterInputStream {
  private final long limit;
  private final String name;
  private long total;

  LimitedInputStream(InputStream in, long limit, String name) {
    super(in);
    this.limit = limit;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    total += bytes;
    if (total > limit) {
      throw new IOException(name + " decompresses to more than " + limit + " bytes: refused");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
