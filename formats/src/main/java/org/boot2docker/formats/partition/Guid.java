package org.boot2docker.formats.partition;

import org.boot2docker.formats.bytes.LittleEndian;

/**
 * A GUID in the order in which UEFI stores it: its first three groups lowest byte first.
 *
 * @param high the first eight stored bytes as a little-endian number
 * @param low the last eight stored bytes as a little-endian number
 */
public record Guid(long high, long low) {
  /** How many bytes it takes. */
  public static final int BYTES = 16;

  /** Which byte of the text each stored byte is; used by the constants below. */
  private static final int[] STORED = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

  /** Type of a partition with a Linux file system. */
  public static final Guid LINUX_DATA = parse("0fc63daf-8483-4772-8e79-3d69d8477de4");

  /** Type of a partition with Linux swap space. */
  public static final Guid LINUX_SWAP = parse("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f");

  /** Type of the partition that UEFI boots from. */
  public static final Guid EFI_SYSTEM = parse("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

  /**
   * One of RFC 9562's version 8, made from a hash.
   *
   * @param from where in the hash its 16 bytes are
   */
  public static Guid ofHash(byte[] hash, int from) {
    byte[] stored = new byte[BYTES];
    System.arraycopy(hash, from, stored, 0, BYTES);
    // The third group is stored with its lowest byte first.
    stored[7] = (byte) (stored[7] & 0x0f | 0x80);
    stored[8] = (byte) (stored[8] & 0x3f | 0x80);
    return ofStored(stored);
  }

  private static Guid ofStored(byte[] stored) {
    return new Guid(LittleEndian.get(stored, 0, 8), LittleEndian.get(stored, 8, 8));
  }

  /** Reads 32 hexadecimal digits with hyphens anywhere between them. */
  public static Guid parse(String text) {
    String digits = text.trim().replace("-", "");
    byte[] stored = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int at = 2 * STORED[i];
      stored[i] = (byte) Integer.parseInt(digits.substring(at, at + 2), 16);
    }
    return ofStored(stored);
  }

  /** Writes it. */
  public void put(byte[] to, int at) {
    LittleEndian.put(to, at, 8, high);
    LittleEndian.put(to, at + 8, 8, low);
  }
}
