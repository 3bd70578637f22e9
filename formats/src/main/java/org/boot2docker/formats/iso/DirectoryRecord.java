package org.boot2docker.formats.iso;

import org.boot2docker.formats.FieldWriter;

/**
 * ECMA-119 9.1, without the place of what it describes, which is known only later.
 *
 * @param identifier of the file; one byte 0 or 1 for the directory itself and its parent
 * @param directory whether it describes a directory
 * @param systemUse Rock Ridge entries
 */
record DirectoryRecord(byte[] identifier, boolean directory, byte[] systemUse) {
  private static final int FIXED = 33;
  private static final int MAX = 255;
  private static final int DIRECTORY_FLAG = 2;

  /** Bytes that system use entries may take beside an identifier. */
  static int room(byte[] identifier) {
    return (MAX - FIXED - padded(identifier)) & ~1;
  }

  int length() {
    return (FIXED + padded(identifier) + systemUse.length + 1) & ~1;
  }

  byte[] bytes(Extent extent, IsoTime time) {
    return new FieldWriter()
        .u8(length())
        .u8(0)
        .both32(extent.sector())
        .both32(extent.size())
        .bytes(time.numeric())
        .u8(directory ? DIRECTORY_FLAG : 0)
        .u8(0)
        .u8(0)
        .both16(1)
        .u8(identifier.length)
        .bytes(identifier)
        .zerosTo(FIXED + padded(identifier))
        .bytes(systemUse)
        .zerosTo(length())
        .toBytes();
  }

  /** The fixed part is odd, so an odd identifier ends on an even offset. */
  private static int padded(byte[] identifier) {
    return identifier.length | 1;
  }
}
