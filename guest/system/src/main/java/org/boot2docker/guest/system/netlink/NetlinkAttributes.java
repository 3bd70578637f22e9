package org.boot2docker.guest.system.netlink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.bytes.Bytes;

/**
 * Netlink's attributes: length and type in the processor's byte order, a value, and padding to four
 * bytes. Numbers in the values have their highest byte first in nf_tables, and the processor's byte
 * order in rtnetlink.
 */
public final class NetlinkAttributes {
  private static final int HEADER_BYTES = 4;
  private static final int NESTED = 0x8000;
  private static final int TYPE_MASK = 0x3fff;

  private NetlinkAttributes() {}

  /** One attribute. */
  public static byte[] of(int type, byte[] value) {
    byte[] all = new byte[aligned(HEADER_BYTES + value.length)];
    LittleEndian.put(all, 0, 2, HEADER_BYTES + value.length);
    LittleEndian.put(all, 2, 2, type);
    System.arraycopy(value, 0, all, HEADER_BYTES, value.length);
    return all;
  }

  /** A text, which ends with a zero byte. */
  public static byte[] text(int type, String text) {
    return of(type, Bytes.ofAscii(text + "\0"));
  }

  /** A number of 32 bits in the processor's byte order. */
  public static byte[] hostNumber(int type, int number) {
    byte[] value = new byte[4];
    LittleEndian.put32(value, 0, number);
    return of(type, value);
  }

  /** A number of 32 bits, the highest byte first. */
  public static byte[] number(int type, int number) {
    byte[] value = new byte[4];
    Bytes.putInt(value, 0, number);
    return of(type, value);
  }

  /** One that consists of others. */
  public static byte[] nested(int type, byte[]... attributes) {
    return of(NESTED | type, Bytes.join(attributes));
  }

  /** The value of the first attribute of a type; empty where there is none. */
  public static byte[] value(byte[] attributes, int type) {
    List<byte[]> values = values(attributes, type);
    return values.isEmpty() ? new byte[0] : values.get(0);
  }

  /** The values of all attributes of a type, as far as the bytes make sense. */
  public static List<byte[]> values(byte[] attributes, int type) {
    List<byte[]> values = new ArrayList<>();
    int at = 0;
    while (at + HEADER_BYTES <= attributes.length) {
      int length = (int) LittleEndian.get(attributes, at, 2);
      if (length < HEADER_BYTES || length > attributes.length - at) {
        break;
      }
      if ((LittleEndian.get(attributes, at + 2, 2) & TYPE_MASK) == type) {
        values.add(Arrays.copyOfRange(attributes, at + HEADER_BYTES, at + length));
      }
      at += aligned(length);
    }
    return values;
  }

  /** The text of the first attribute of a type; empty where there is none. */
  public static String textOf(byte[] attributes, int type) {
    byte[] value = value(attributes, type);
    int length = value.length;
    while (length > 0 && value[length - 1] == 0) {
      length--;
    }
    return Bytes.ascii(value, length);
  }

  /** The number in the first attribute of a type; -1 where there is none. */
  public static int numberOf(byte[] attributes, int type) {
    byte[] value = value(attributes, type);
    return value.length == 4 ? Bytes.getInt(value, 0) : -1;
  }

  /** The length with the padding that follows. */
  static int aligned(int length) {
    return length + 3 & ~3;
  }
}
