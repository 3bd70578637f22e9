package org.boot2docker.formats.compress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.boot2docker.formats.BulkInputStream;
import org.boot2docker.formats.FormatException;

/**
 * Decompresses and notes which compressed bytes each part of the output comes from.
 *
 * <p>The decoder gets its input piece by piece; what it takes between two outputs is what the
 * output behind it cost. So the resolution is that of the format's units: a zstd block (up to 128
 * KiB of output) or an LZMA2 chunk (64 KiB of input). A {@link CostCurve} holds the result.
 */
public final class MeteredDecompression extends BulkInputStream {

  /** Pieces of input: far below a unit, so that the end of one is known well. */
  private static final int PIECE = 512;

  /** Pieces of output, likewise. */
  private static final int STEP = 4096;

  private final CostCurve curve = new CostCurve();
  private final InputStream decoder;
  private long taken;
  private long given;

  /** Opens a stream of any {@link CompressionFormat}. */
  public MeteredDecompression(InputStream compressed) throws IOException {
    BufferedInputStream in = new BufferedInputStream(compressed, 1 << 16);
    CompressionFormat format = CompressionFormat.of(in);
    this.decoder = Decompression.decoder(format, new Meter(in));
  }

  /** What the output cost, once it is read to its end. */
  public CostCurve curve() throws IOException {
    if (decoder.read() >= 0) {
      throw FormatException.at("compressed data", given, "it is not read to its end");
    }
    curve.end(given, taken);
    return curve;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = decoder.read(bytes, from, Math.min(length, STEP));
    given += Math.max(0, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }

  /** The decoder's input. */
  private final class Meter extends BulkInputStream {
    private final InputStream in;

    Meter(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      curve.add(given, taken);
      int count = in.read(bytes, from, Math.min(length, PIECE));
      taken += Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
