package org.boot2docker.formats.ext4;

import java.nio.charset.StandardCharsets;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.bytes.LittleEndian;

/** A block of a directory (Linux' Documentation/filesystems/ext4/directory.rst). */
final class DirectoryBlock {
  /** Its last entry, which only holds the sum. */
  private static final int TAIL = 12;

  private static final int TAIL_TYPE = 0xde;
  private static final int DIRECTORY = 2;
  private static final int HEADER = 8;

  private final FieldWriter fields = new FieldWriter();

  /** Adds a directory's name. */
  DirectoryBlock entry(int inode, String name, boolean last) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    int length = (HEADER + bytes.length + 3) / 4 * 4;
    int start = fields.size();
    int end = last ? Layout.BLOCK - TAIL : start + length;
    fields.le32(inode).le16(end - start).u8(bytes.length).u8(DIRECTORY).bytes(bytes);
    fields.zerosTo(end);
    return this;
  }

  byte[] bytes() {
    return fields.toBytes();
  }

  /** One without names. */
  static byte[] empty() {
    byte[] block = new byte[Layout.BLOCK];
    LittleEndian.put(block, 4, 2, Layout.BLOCK - TAIL);
    return block;
  }

  /** Writes the sum at the end. */
  static void seal(byte[] block, Inode owner, Ext4Volume volume) {
    int tail = Layout.BLOCK - TAIL;
    LittleEndian.put(block, tail + 4, 2, TAIL);
    LittleEndian.put(block, tail + 7, 1, TAIL_TYPE);
    LittleEndian.put(block, tail + 8, 4, owner.sum(volume, block, tail));
  }
}
