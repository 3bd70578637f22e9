package org.boot2docker.formats.pe;

import java.nio.charset.StandardCharsets;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * A section header.
 *
 * @param name at most 8 ASCII characters
 * @param size of the content in memory
 * @param address in memory, from the image's base
 * @param rawSize in the file
 * @param offset in the file
 * @param flags what the memory is for
 */
record PeSection(String name, long size, long address, long rawSize, long offset, int flags) {
  /** Bytes of a header. */
  static final int HEADER = 40;

  /** Initialised data that can be read. */
  static final int DATA = 0x4000_0040;

  private static final int NAME = 8;

  static PeSection read(byte[] file, int at) {
    int length = 0;
    while (length < NAME && file[at + length] != 0) {
      length++;
    }
    return new PeSection(
        new String(file, at, length, StandardCharsets.ISO_8859_1),
        LittleEndian.get(file, at + 8, 4),
        LittleEndian.get(file, at + 12, 4),
        LittleEndian.get(file, at + 16, 4),
        LittleEndian.get(file, at + 20, 4),
        LittleEndian.get32(file, at + 36));
  }

  byte[] header() {
    return new FieldWriter()
        .ascii(name, NAME, '\0')
        .le32(size)
        .le32(address)
        .le32(rawSize)
        .le32(offset)
        .fill(12, 0)
        .le32(flags)
        .toBytes();
  }

  /** The first byte of memory behind it. */
  long end() {
    return address + size;
  }

  /** The first byte of the file behind it. */
  long rawEnd() {
    return offset + rawSize;
  }
}
