package org.boot2docker.formats.compress;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.boot2docker.formats.BulkInputStream;
import org.jspecify.annotations.Nullable;

/** Opens what zstd, xz or gzip has compressed. */
public final class Decompression {
  /** Enough for a dictionary of 512 MiB; bounds what a damaged header can ask for. */
  private static final int MAX_XZ_MEMORY_KIB = 600 * 1024;

  private Decompression() {}

  /**
   * The bytes behind a stream that starts with the magic number of zstd, xz or gzip; any other
   * stream as it is. Closing it closes the stream below. More compressed data of the same format
   * may follow; anything else is a fault, since another program could take it for something.
   *
   * @throws org.boot2docker.formats.FormatException from here or from reading, when the compressed
   *     data is damaged or refused
   * @throws IOException that of the stream below, as it is
   */
  public static InputStream open(InputStream compressed) throws IOException {
    Source source = new Source(compressed);
    BufferedInputStream in = new BufferedInputStream(source, 1 << 16);
    CompressionFormat format = CompressionFormat.of(in);
    if (format == CompressionFormat.NONE) {
      return in;
    }
    try {
      return new CheckedInputStream(format, source, decoder(format, in));
    } catch (IOException e) {
      throw source.orClear(format, 0, e);
    }
  }

  /** The bytes behind a stream of this format, with faults as the decoder itself tells them. */
  static InputStream decoder(CompressionFormat format, InputStream in) throws IOException {
    return switch (format) {
      case ZSTD -> new ZstdInputStreamNoFinalizer(in).setLongMax(Zstd.MAX_WINDOW_LOG);
      case XZ -> new WholeXz(in, MAX_XZ_MEMORY_KIB);
      case GZIP -> new WholeGzip(in);
      case NONE -> in;
    };
  }

  /** Remembers its own error, which is none of the compressed data. */
  private static final class Source extends BulkInputStream {
    private final InputStream in;
    private @Nullable IOException own;

    Source(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (IOException e) {
        own = e;
        throw e;
      }
    }

    IOException orClear(CompressionFormat format, long unpacked, IOException e) {
      return own == null ? DecoderFault.clear(format, unpacked, e) : own;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Says of which format and where a fault in the compressed data is. */
  private static final class CheckedInputStream extends BulkInputStream {
    private final CompressionFormat format;
    private final Source source;
    private final InputStream in;
    private long read;

    CheckedInputStream(CompressionFormat format, Source source, InputStream in) {
      this.format = format;
      this.source = source;
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int n = in.read(bytes, from, length);
        read += Math.max(n, 0);
        return n;
      } catch (IOException e) {
        throw source.orClear(format, read, e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
