package org.boot2docker.formats.compress;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Members of gzip with nothing behind them. Java's own reader passes over what is no member in
 * silence, while Linux goes on unpacking there.
 */
final class WholeGzip extends GZIPInputStream {
  /** The sum and the length behind the compressed data. */
  private static final int TRAILER = 8;

  private final Counted counted;

  /** How much was taken when the decoder's buffer was last filled. */
  private long filled;

  WholeGzip(InputStream in) throws IOException {
    this(new Counted(in));
  }

  private WholeGzip(Counted in) throws IOException {
    super(in);
    this.counted = in;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = counted.taken;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    if (count < 0) {
      long end = filled - inf.getRemaining() + TRAILER;
      if (counted.taken > end || counted.available() > 0) {
        throw new IOException("something else follows it");
      }
    }
    return count;
  }

  /** Tells the truth of whether there is more, without which a further member is passed over. */
  private static final class Counted extends FilterInputStream {
    private static final int BUFFER = 512;

    private long taken;

    Counted(InputStream in) {
      super(new BufferedInputStream(in, BUFFER));
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      taken += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = in.read(bytes, from, length);
      taken += Math.max(0, count);
      return count;
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0 ? 0 : 1;
    }
  }
}
