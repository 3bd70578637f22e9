package org.boot2docker.formats.bytes;

/** Numbers as x86 and most formats store them, lowest byte first. */
public final class LittleEndian {
  private LittleEndian() {}

  /** Reads an unsigned number of up to seven bytes, or a signed one of eight. */
  public static long get(byte[] from, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | from[at + i] & 0xff;
    }
    return value;
  }

  /** Writes the lowest bytes of a value. */
  public static void put(byte[] to, int at, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      to[at + i] = (byte) (value >> 8 * i);
    }
  }

  /** Reads four bytes; without a loop, for those who read millions. */
  public static int get32(byte[] from, int at) {
    return from[at] & 0xff
        | (from[at + 1] & 0xff) << 8
        | (from[at + 2] & 0xff) << 16
        | from[at + 3] << 24;
  }

  /** Writes four bytes. */
  public static void put32(byte[] to, int at, int value) {
    to[at] = (byte) value;
    to[at + 1] = (byte) (value >> 8);
    to[at + 2] = (byte) (value >> 16);
    to[at + 3] = (byte) (value >> 24);
  }
}
