package org.boot2docker.guest.programs.der;

import java.util.Arrays;

/** Reads the values in a stretch of DER one after the other; throws {@link DerException}. */
public final class DerReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads all these bytes. */
  public DerReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private DerReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** Whether another value follows. */
  public boolean hasMore() {
    return at < end;
  }

  /** The tag of the next value, or -1 at the end. */
  public int tag() {
    return at < end ? bytes[at] & 0xff : -1;
  }

  /** Goes into the next value, which must have this tag. */
  public DerReader enter(int tag) {
    int start = startOfContent(tag);
    int length = contentLength(start);
    DerReader inside = new DerReader(bytes, start, start + length);
    at = start + length;
    return inside;
  }

  /** The content of the next value, which must have this tag. */
  public byte[] content(int tag) {
    DerReader inside = enter(tag);
    return Arrays.copyOfRange(bytes, inside.at, inside.end);
  }

  /** Passes the next value, whatever it is. */
  public void skip() {
    enter(tag());
  }

  private int startOfContent(int tag) {
    if (tag() != tag) {
      throw new DerException("tag " + tag() + " instead of " + tag);
    }
    int first = byteAt(at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private int contentLength(int start) {
    int first = byteAt(at + 1);
    int length = first;
    if (first >= 0x80) {
      if (first == 0x80 || first > 0x83) {
        throw new DerException("a length that is none of ours");
      }
      length = 0;
      for (int i = at + 2; i < start; i++) {
        length = length << 8 | byteAt(i);
      }
    }
    if (length > end - start) {
      throw new DerException("a value that is cut off");
    }
    return length;
  }

  private int byteAt(int index) {
    if (index >= end) {
      throw new DerException("a value that is cut off");
    }
    return bytes[index] & 0xff;
  }
}
