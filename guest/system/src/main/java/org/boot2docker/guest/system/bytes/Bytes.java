package org.boot2docker.guest.system.bytes;

/** Byte arrays and numbers in them, the highest byte first. */
public final class Bytes {
  private static final String DIGITS = "0123456789abcdef";

  private Bytes() {}

  /** One array of all parts, in order. */
  public static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The bytes of a text in ASCII, without the machinery for other character sets. */
  public static byte[] ofAscii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /** The text in the first bytes, if they are ASCII. */
  public static String ascii(byte[] bytes, int length) {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (bytes[i] & 0xff);
    }
    return new String(chars);
  }

  /** Two hexadecimal digits for each byte. */
  public static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(DIGITS.charAt(b >> 4 & 15)).append(DIGITS.charAt(b & 15));
    }
    return text.toString();
  }

  /** The bytes of an even number of hexadecimal digits in small letters. */
  public static byte[] ofHex(String text) {
    byte[] bytes = new byte[text.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = DIGITS.indexOf(text.charAt(2 * i));
      bytes[i] = (byte) (high << 4 | DIGITS.indexOf(text.charAt(2 * i + 1)));
    }
    return bytes;
  }

  /** Reads four bytes. */
  public static int getInt(byte[] bytes, int at) {
    return (bytes[at] & 255) << 24
        | (bytes[at + 1] & 255) << 16
        | (bytes[at + 2] & 255) << 8
        | bytes[at + 3] & 255;
  }

  /** Writes four bytes. */
  public static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> 24 - 8 * i);
    }
  }
}
