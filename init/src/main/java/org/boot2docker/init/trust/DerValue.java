package org.boot2docker.init.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value of the distinguished encoding rules (X.690), as far as telling what a file holds needs.
 *
 * @param tag the identifier octet
 * @param content the content octets
 */
record DerValue(int tag, byte[] content) {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int SEQUENCE = 0x30;

  private static final int LONG_FORM = 0x80;
  private static final int MOST_LENGTH_BYTES = 3;

  /** All values in these bytes; throws IllegalArgumentException when they aren't whole values. */
  static List<DerValue> all(byte[] bytes) {
    List<DerValue> values = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int lengthBytes = lengthBytes(bytes, at);
      int start = at + 2 + lengthBytes;
      int length = length(bytes, at, lengthBytes);
      if (length > bytes.length - start) {
        throw new IllegalArgumentException("cut off");
      }
      at = start + length;
      values.add(new DerValue(bytes[start - 2 - lengthBytes] & 0xff, range(bytes, start, at)));
    }
    return values;
  }

  private static byte[] range(byte[] bytes, int start, int end) {
    return Arrays.copyOfRange(bytes, start, end);
  }

  private static int lengthBytes(byte[] bytes, int at) {
    if (at + 1 >= bytes.length) {
      throw new IllegalArgumentException("cut off");
    }
    int first = bytes[at + 1] & 0xff;
    int count = first < LONG_FORM ? 0 : first - LONG_FORM;
    boolean indefinite = first == LONG_FORM;
    if (indefinite || count > MOST_LENGTH_BYTES || at + 2 + count > bytes.length) {
      throw new IllegalArgumentException("no length");
    }
    return count;
  }

  private static int length(byte[] bytes, int at, int lengthBytes) {
    if (lengthBytes == 0) {
      return bytes[at + 1] & 0xff;
    }
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | bytes[at + 2 + i] & 0xff;
    }
    return length;
  }

  /** The values inside this one. */
  List<DerValue> children() {
    return all(content);
  }

  boolean is(int other) {
    return tag == other;
  }
}
