package org.boot2docker.formats.cpio;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The 110 bytes before each name: a magic number and thirteen fields of eight hexadecimal digits.
 *
 * @param volume the device that the file was on: major number * 2^32 + minor number
 * @param major of the device that the entry is
 * @param minor of the device that the entry is
 */
record CpioHeader(
    long inode,
    long mode,
    long uid,
    long gid,
    long links,
    long time,
    long size,
    long volume,
    long major,
    long minor,
    long nameSize) {

  static final int LENGTH = 110;
  static final String MAGIC = "070701";
  static final String MAGIC_CRC = "070702";
  static final String TRAILER = "TRAILER!!!";

  static final int TYPE_MASK = 0170000;
  static final int DIRECTORY = 0040000;
  static final int CHARACTER_DEVICE = 0020000;
  static final int BLOCK_DEVICE = 0060000;
  static final int REGULAR = 0100000;
  static final int LINK = 0120000;

  /** PATH_MAX of Linux with the final NUL: init/initramfs.c skips entries with longer names. */
  static final int MAX_NAME_SIZE = 4096;

  byte[] bytes() {
    long[] fields = {
      inode,
      mode,
      uid,
      gid,
      links,
      time,
      size,
      volume >>> 32,
      volume & 0xFFFF_FFFFL,
      major,
      minor,
      nameSize,
      0
    };
    StringBuilder text = new StringBuilder(LENGTH).append(MAGIC);
    for (long field : fields) {
      text.append(String.format(Locale.ROOT, "%08X", field));
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The same entry with other permissions and another size. */
  CpioHeader with(int otherMode, int otherSize) {
    return new CpioHeader(
        inode, otherMode, uid, gid, links, time, otherSize, volume, major, minor, nameSize);
  }

  /** Bytes of zeros that bring a length to the next multiple of four. */
  static int padding(long length) {
    return (int) (-length & 3);
  }

  /** What all names of one file have in common within an archive. */
  record Inode(long volume, long number) {}

  Inode identity() {
    return new Inode(volume, inode);
  }
}
