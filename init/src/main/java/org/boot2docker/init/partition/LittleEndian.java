package org.boot2docker.init.partition;

/** Numbers as x86 and most disk formats store them, lowest byte first. */
public final class LittleEndian {
  private LittleEndian() {}

  /** Writes the lowest bytes of a value. */
  static void put(byte[] to, int at, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      to[at + i] = (byte) (value >> 8 * i);
    }
  }

  /** Reads an unsigned number of up to seven bytes, or a signed one of eight. */
  public static long get(byte[] from, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | from[at + i] & 0xff;
    }
    return value;
  }
}
