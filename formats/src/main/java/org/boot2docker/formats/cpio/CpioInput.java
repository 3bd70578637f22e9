package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.boot2docker.formats.FormatException;

/** Takes headers, names and data from a stream, counts the bytes and checks the bounds. */
final class CpioInput {
  static final String FORMAT = "cpio";

  private static final int MAX_DATA = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private long offset;
  private int peeked = -1;

  /** A header and the bytes of the name after it, which needn't be UTF-8. */
  record Entry(CpioHeader header, byte[] nameBytes) {
    private static final Pattern ROOT = Pattern.compile("^(\\./+|/+)+");

    String name() {
      return new String(nameBytes, StandardCharsets.UTF_8);
    }

    /** The name from the root on. */
    String path() {
      return ROOT.matcher(name()).replaceFirst("");
    }

    boolean isTrailer() {
      return name().equals(CpioHeader.TRAILER);
    }
  }

  CpioInput(InputStream in) {
    this.in = in;
  }

  long offset() {
    return offset;
  }

  /** Goes to the next byte that isn't zero; false at the end of the stream. */
  boolean skipZeros() throws IOException {
    int next = in.read();
    while (next == 0) {
      offset++;
      next = in.read();
    }
    peeked = next;
    return next >= 0;
  }

  Entry readEntry() throws IOException {
    long start = offset;
    String header = new String(take(CpioHeader.LENGTH, "header"), StandardCharsets.ISO_8859_1);
    String magic = header.substring(0, 6);
    if (!magic.equals(CpioHeader.MAGIC) && !magic.equals(CpioHeader.MAGIC_CRC)) {
      throw FormatException.at(FORMAT, start, "no newc magic number");
    }
    long[] fields = new long[13];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = hexadecimal(header, 6 + 8 * i, start);
    }
    CpioHeader parsed =
        new CpioHeader(
            fields[0],
            fields[1],
            fields[2],
            fields[3],
            fields[4],
            fields[5],
            fields[6],
            fields[7] << 32 | fields[8],
            fields[9],
            fields[10],
            fields[11]);
    return new Entry(parsed, readName(parsed.nameSize(), start));
  }

  byte[] readData(long size) throws IOException {
    if (size > MAX_DATA) {
      throw FormatException.at(FORMAT, offset, "file of " + size + " bytes is over 2 GiB");
    }
    byte[] data = take((int) size, "file data");
    take(CpioHeader.padding(size), "padding");
    return data;
  }

  private byte[] readName(long size, long start) throws IOException {
    if (size < 1 || size > CpioHeader.MAX_NAME_SIZE) {
      throw FormatException.at(FORMAT, start, "name of " + size + " bytes");
    }
    byte[] name = take((int) size, "name");
    take(CpioHeader.padding(CpioHeader.LENGTH + size), "padding");
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    if (length != name.length - 1) {
      throw FormatException.at(FORMAT, start, "name without a final NUL");
    }
    return Arrays.copyOf(name, length);
  }

  private static long hexadecimal(String header, int at, long start) throws FormatException {
    long value = 0;
    for (int i = at; i < at + 8; i++) {
      int digit = Character.digit(header.charAt(i), 16);
      if (digit < 0 || header.charAt(i) > 'f') {
        throw FormatException.at(FORMAT, start + i, "not a hexadecimal digit");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Reads in pieces, so that a length that lies costs no more memory than there are bytes. */
  private byte[] take(int length, String what) throws IOException {
    byte[] bytes;
    if (peeked >= 0 && length > 0) {
      byte[] rest = in.readNBytes(length - 1);
      bytes = new byte[rest.length + 1];
      bytes[0] = (byte) peeked;
      System.arraycopy(rest, 0, bytes, 1, rest.length);
      peeked = -1;
    } else {
      bytes = in.readNBytes(length);
    }
    if (bytes.length < length) {
      throw FormatException.at(
          FORMAT, offset + bytes.length, "the archive ends in the middle of a " + what);
    }
    offset += length;
    return bytes;
  }
}
