package org.boot2docker.formats.compress;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.boot2docker.formats.FormatException;
import org.tukaani.xz.XZInputStream;

/** Opens what zstd, xz or gzip has compressed. */
public final class Decompression {
  private static final int MAX_WINDOW_LOG = 27;

  /** Enough for a dictionary of 512 MiB; bounds what a damaged header can ask for. */
  private static final int MAX_XZ_MEMORY_KIB = 600 * 1024;

  private Decompression() {}

  /**
   * The bytes behind a stream that starts with the magic number of zstd, xz or gzip; any other
   * stream as it is. Closing it closes the stream below.
   *
   * @throws IOException from here or from reading when the compressed data is damaged, says so
   */
  public static InputStream open(InputStream compressed) throws IOException {
    BufferedInputStream in = new BufferedInputStream(compressed, 1 << 16);
    in.mark(8);
    byte[] magic = in.readNBytes(6);
    in.reset();
    if (startsWith(magic, 0x28, 0xB5, 0x2F, 0xFD)) {
      return new CheckedInputStream("zstd", zstd(in));
    }
    if (startsWith(magic, 0xFD, '7', 'z', 'X', 'Z', 0)) {
      return new CheckedInputStream("xz", checkedOpen("xz", () -> xz(in)));
    }
    if (startsWith(magic, 0x1F, 0x8B)) {
      return new CheckedInputStream("gzip", checkedOpen("gzip", () -> new GZIPInputStream(in)));
    }
    return in;
  }

  /** Opens a stream whose header is read at once. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private static InputStream checkedOpen(String format, Opener opener) throws IOException {
    try {
      return opener.open();
    } catch (IOException e) {
      throw damaged(format, 0, e);
    }
  }

  private static InputStream zstd(InputStream in) throws IOException {
    return new ZstdInputStreamNoFinalizer(in).setLongMax(MAX_WINDOW_LOG);
  }

  private static InputStream xz(InputStream in) throws IOException {
    return new XZInputStream(in, MAX_XZ_MEMORY_KIB);
  }

  private static FormatException damaged(String format, long unpacked, IOException e) {
    String reason =
        e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
    FormatException clear =
        FormatException.at(format, unpacked, "damaged compressed data (" + reason + "), unpacked");
    clear.initCause(e);
    return clear;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Says of which format and where a fault in the compressed data is. */
  private static final class CheckedInputStream extends InputStream {
    private final String format;
    private final InputStream in;
    private long read;

    CheckedInputStream(String format, InputStream in) {
      this.format = format;
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        int n = in.read(bytes, from, length);
        read += Math.max(n, 0);
        return n;
      } catch (IOException e) {
        throw damaged(format, read, e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
