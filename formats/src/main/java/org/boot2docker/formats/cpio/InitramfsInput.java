package org.boot2docker.formats.cpio;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.boot2docker.formats.compress.Decompression;
import org.boot2docker.formats.tree.Content;

/**
 * Reads an initramfs as Linux does, in which archives that are not compressed may lie before what
 * is: Linux takes microcode from the first one before it can unpack anything.
 */
public final class InitramfsInput {
  private static final byte[] MAGIC = CpioHeader.MAGIC.getBytes(StandardCharsets.US_ASCII);

  private InitramfsInput() {}

  /** All archives of it, one after the other, unpacked. */
  public static InputStream open(Content initramfs) throws IOException {
    long early = early(initramfs);
    InputStream in = initramfs.open();
    if (early == initramfs.size()) {
      return in;
    }
    InputStream archives = new ByteArrayInputStream(in.readNBytes(Math.toIntExact(early)));
    return new SequenceInputStream(archives, Decompression.open(in));
  }

  /**
   * How many bytes at its front are archives that are not compressed, with the zeros behind them.
   *
   * @throws org.boot2docker.formats.FormatException when such an archive is not complete
   */
  public static long early(Content initramfs) throws IOException {
    try (InputStream in = new BufferedInputStream(initramfs.open(), 1 << 16)) {
      long length = 0;
      while (beginsArchive(in)) {
        length += archive(in) + zeros(in);
      }
      return length;
    }
  }

  private static boolean beginsArchive(InputStream in) throws IOException {
    in.mark(MAGIC.length);
    byte[] start = in.readNBytes(MAGIC.length);
    in.reset();
    return Arrays.equals(start, MAGIC);
  }

  private static long archive(InputStream stream) throws IOException {
    CpioInput in = new CpioInput(stream);
    String name = "";
    while (!name.equals(CpioHeader.TRAILER)) {
      CpioInput.Entry entry = in.readEntry();
      in.readData(entry.header().size());
      name = entry.name();
    }
    return in.offset();
  }

  private static long zeros(InputStream in) throws IOException {
    long count = 0;
    in.mark(1);
    while (in.read() == 0) {
      count++;
      in.mark(1);
    }
    in.reset();
    return count;
  }
}
