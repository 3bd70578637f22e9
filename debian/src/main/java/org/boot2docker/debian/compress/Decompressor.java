package org.boot2docker.debian.compress;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** Opens compressed files by the end of their name, as dpkg and apt do. */
public final class Decompressor {

  /** KiB; four times the dictionary of {@code xz -9}, the largest that dpkg-deb uses. */
  private static final int XZ_MEMORY = 256 * 1024;

  private Decompressor() {}

  /**
   * Opens a stream.
   *
   * @param name ends in .xz, .gz, .zst, .bz2, .lzma, or in none of them for plain data
   * @param limit largest length of the decompressed data in bytes
   * @throws IOException when it isn't that format; the stream's methods throw when the data is
   *     damaged or longer than the limit
   */
  public static InputStream open(InputStream in, String name, long limit) throws IOException {
    return new LimitedInputStream(open(in, name), limit, name);
  }

  /**
   * Opens a part of a file; large .xz data is decompressed on several cores.
   *
   * @param start position of the part in the file, in bytes
   * @param length of the part in bytes
   */
  public static InputStream open(Path file, long start, long length, String name, long limit)
      throws IOException {
    if (name.endsWith(".xz") && XzBlocks.suits(file, start, length, XZ_MEMORY)) {
      InputStream blocks = XzBlocks.open(file, start, length, XZ_MEMORY);
      return new LimitedInputStream(blocks, limit, name);
    }
    FileSlice slice = new FileSlice(file, start, length);
    try {
      return open(new BufferedInputStream(slice, 1 << 16), name, limit);
    } catch (IOException e) {
      slice.close();
      throw e;
    }
  }

  private static InputStream open(InputStream in, String name) throws IOException {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "xz" -> new XZInputStream(in, XZ_MEMORY);
      case "gz" -> new GZIPInputStream(in, 1 << 16);
      case "zst" -> new ZstdInputStream(in).setContinuous(false);
      case "bz2" -> new BZip2CompressorInputStream(in, true);
      case "lzma" -> new LZMAInputStream(in, XZ_MEMORY);
      default -> in;
    };
  }
}
