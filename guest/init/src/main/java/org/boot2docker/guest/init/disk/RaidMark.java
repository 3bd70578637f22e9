package org.boot2docker.guest.init.disk;

import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/**
 * What Linux's software RAID (md) writes at the end of a member, formats 0.90 and 1.0 of
 * linux/raid/md_p.h. With those a mirror's file system begins where the member begins.
 */
record RaidMark(Files files, String device, long bytes) {
  private static final int MAGIC = 0xa92b4efc;
  private static final long RESERVED_0_90 = 64 << 10;
  private static final long RESERVED_1_0 = 8 << 10;
  private static final long ALIGNED_1_0 = 4 << 10;

  /** Whether it is there. */
  boolean isThere() {
    long old = (bytes & -RESERVED_0_90) - RESERVED_0_90;
    long newer = (bytes - RESERVED_1_0) & -ALIGNED_1_0;
    int fd = files.open("/dev/" + device, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return false;
    }
    boolean there = isAt(fd, old) || isAt(fd, newer);
    files.close(fd);
    return there;
  }

  private boolean isAt(int fd, long offset) {
    byte[] magic = new byte[Integer.BYTES];
    return offset > 0
        && files.seek(fd, offset, Linux.SEEK_SET) >= 0
        && files.read(fd, magic) == magic.length
        && LittleEndian.get32(magic, 0) == MAGIC;
  }
}
