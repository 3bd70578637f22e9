package org.boot2docker.guest.init.userdata;

import java.nio.charset.StandardCharsets;

/** One header block of a tar; POSIX.1-2017, pax, "ustar Interchange Format". */
final class Header {
  static final int BYTES = 512;

  private static final int NAME_BYTES = 100;
  private static final int MODE = 100;
  private static final int SIZE = 124;
  private static final int SUM = 148;
  private static final int SUM_BYTES = 8;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;
  private static final int PREFIX_BYTES = 155;

  private final byte[] archive;
  private final int at;

  Header(byte[] archive, int at) {
    this.archive = archive;
    this.at = at;
  }

  /** Whether it is one of the zero blocks at the end. */
  boolean isEnd() {
    for (int i = 0; i < BYTES; i++) {
      if (archive[at + i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether its sum is right, in which the sum itself counts as blanks. */
  boolean isSound() {
    long sum = 0;
    for (int i = 0; i < BYTES; i++) {
      boolean own = i >= SUM && i < SUM + SUM_BYTES;
      sum += own ? ' ' : archive[at + i] & 0xff;
    }
    return sum == octal(SUM, SUM_BYTES);
  }

  /** How long its content is; -1 when that can't be read. */
  long size() {
    return octal(SIZE, 12);
  }

  /** The permissions, without anything else. */
  int mode() {
    return (int) Math.max(0, octal(MODE, 8)) & 0777;
  }

  char type() {
    return (char) (archive[at + TYPE] & 0xff);
  }

  String name() {
    String name = text(0, NAME_BYTES);
    // The old GNU format has other fields where ustar has the first half of a long name.
    boolean hasPrefix = text(MAGIC, 6).equals("ustar") && archive[at + PREFIX] != 0;
    return hasPrefix ? text(PREFIX, PREFIX_BYTES) + "/" + name : name;
  }

  private String text(int field, int most) {
    int length = 0;
    while (length < most && archive[at + field + length] != 0) {
      length++;
    }
    return new String(archive, at + field, length, StandardCharsets.UTF_8);
  }

  /** An octal number between blanks and zero bytes; -1 when it is anything else. */
  private long octal(int field, int length) {
    long value = 0;
    boolean ended = false;
    boolean begun = false;
    for (int i = 0; i < length; i++) {
      byte digit = archive[at + field + i];
      if (digit == ' ' || digit == 0) {
        ended = begun;
      } else if (digit < '0' || digit > '7' || ended) {
        return -1;
      } else {
        begun = true;
        value = value * 8 + digit - '0';
      }
    }
    return value;
  }
}
