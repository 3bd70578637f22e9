package org.boot2docker.formats.elf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Content;

/**
 * Pieces of a file's bytes, little-endian. The start is read once, since nearly all that matters is
 * there; a piece further on costs one skip.
 */
final class FileBytes {
  private static final int START = 1 << 16;

  private final Content content;
  private final byte[] start;

  FileBytes(Content content) throws IOException {
    this.content = content;
    try (InputStream in = content.open()) {
      start = in.readNBytes(START);
    }
  }

  long size() {
    return content.size();
  }

  /** The bytes of a structure that must be wholly in the file. */
  ByteBuffer read(long offset, long length, int limit, String what) throws IOException {
    if (offset < 0 || length < 0 || offset > size() || length > size() - offset) {
      throw fault(offset, what + " of " + length + " bytes ends after the file");
    }
    if (length > limit) {
      throw fault(offset, what + " has " + length + " bytes, more than " + limit);
    }
    return piece(offset, (int) length);
  }

  private ByteBuffer piece(long offset, int length) throws IOException {
    if (offset + length <= start.length) {
      return littleEndian(ByteBuffer.wrap(start, (int) offset, length).slice());
    }
    try (InputStream in = content.open()) {
      in.skipNBytes(offset);
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw fault(offset, "the file is shorter than its size");
      }
      return littleEndian(ByteBuffer.wrap(bytes));
    }
  }

  static FormatException fault(long offset, String reason) {
    return FormatException.at("elf", offset, reason);
  }

  private static ByteBuffer littleEndian(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }
}
