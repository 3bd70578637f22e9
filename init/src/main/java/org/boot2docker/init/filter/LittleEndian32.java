package org.boot2docker.init.filter;

/** Numbers of four bytes, lowest byte first. */
final class LittleEndian32 {
  private LittleEndian32() {}

  static int get(byte[] from, int at) {
    return from[at] & 0xff
        | (from[at + 1] & 0xff) << 8
        | (from[at + 2] & 0xff) << 16
        | from[at + 3] << 24;
  }

  static void put(byte[] to, int at, int value) {
    to[at] = (byte) value;
    to[at + 1] = (byte) (value >> 8);
    to[at + 2] = (byte) (value >> 16);
    to[at + 3] = (byte) (value >> 24);
  }
}
