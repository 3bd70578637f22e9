package org.boot2docker.guest.init.partition;

import org.boot2docker.guest.system.bytes.LittleEndian;

/**
 * A GUID in the order in which UEFI stores it: its first three groups lowest byte first.
 *
 * @param high the first eight stored bytes as a little-endian number
 * @param low the last eight stored bytes as a little-endian number
 */
public record Guid(long high, long low) {
  static final int BYTES = 16;

  /** Which byte of the text each stored byte is; used by the constants below. */
  private static final int[] STORED = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

  /** Type of a partition with a Linux file system. */
  public static final Guid LINUX_DATA = parse("0fc63daf-8483-4772-8e79-3d69d8477de4");

  /** Type of a partition with Linux swap space. */
  public static final Guid LINUX_SWAP = parse("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f");

  /** Reads 32 hexadecimal digits with hyphens anywhere between them. */
  public static Guid parse(String text) {
    String digits = text.trim().replace("-", "");
    byte[] stored = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int at = 2 * STORED[i];
      stored[i] = (byte) Integer.parseInt(digits.substring(at, at + 2), 16);
    }
    return new Guid(LittleEndian.get(stored, 0, 8), LittleEndian.get(stored, 8, 8));
  }

  void put(byte[] to, int at) {
    LittleEndian.put(to, at, 8, high);
    LittleEndian.put(to, at + 8, 8, low);
  }
}
