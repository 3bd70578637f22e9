package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Names, each ended by a NUL, found by the offset of their first byte.
 *
 * @param bytes the complete table
 * @param offset of the table in the file, for errors
 */
record StringTable(ByteBuffer bytes, long offset) {

  /** Bounds what many names at one place of a damaged file can add up to. */
  private static final int MAX_NAME = 1024;

  String get(long index) throws IOException {
    if (index < 0 || index >= bytes.limit()) {
      throw FileBytes.fault(offset, "name " + index + " is outside the string table");
    }
    byte[] name = new byte[length((int) index)];
    bytes.get((int) index, name);
    return new String(name, StandardCharsets.UTF_8);
  }

  private int length(int start) throws IOException {
    int max = Math.min(MAX_NAME, bytes.limit() - start);
    for (int length = 0; length < max; length++) {
      if (bytes.get(start + length) == 0) {
        return length;
      }
    }
    throw FileBytes.fault(offset + start, "a name has no end within " + max + " bytes");
  }
}
