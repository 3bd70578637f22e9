package org.boot2docker.guest.init.disk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/**
 * A file system that a data disk can't be, but that somebody may have meant for one.
 *
 * @param name as mount(8) calls it
 * @param label empty when it has none
 */
record OtherFileSystem(String name, String label) {
  private static final int XFS_LABEL = 108;
  private static final int XFS_LABEL_BYTES = 12;

  /** Where btrfs has its first superblock, and what is where in it. */
  private static final long BTRFS = 64 << 10;

  private static final int BTRFS_MAGIC = 0x40;
  private static final int BTRFS_LABEL = 0x12b;
  private static final int BTRFS_LABEL_BYTES = 256;

  /** What is on a device, if it is one of these. */
  static Optional<OtherFileSystem> on(Files files, String device) {
    byte[] start = bytes(files, device, 0, XFS_LABEL + XFS_LABEL_BYTES);
    if (text(start, 0, 4).equals("XFSB")) {
      return Optional.of(new OtherFileSystem("xfs", text(start, XFS_LABEL, XFS_LABEL_BYTES)));
    }
    byte[] block = bytes(files, device, BTRFS, BTRFS_LABEL + BTRFS_LABEL_BYTES);
    return text(block, BTRFS_MAGIC, 8).equals("_BHRfS_M")
        ? Optional.of(new OtherFileSystem("btrfs", text(block, BTRFS_LABEL, BTRFS_LABEL_BYTES)))
        : Optional.empty();
  }

  private static byte[] bytes(Files files, String device, long at, int length) {
    byte[] bytes = new byte[length];
    int fd = files.open(device, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd >= 0) {
      files.seek(fd, at, Linux.SEEK_SET);
      files.read(fd, bytes);
      files.close(fd);
    }
    return bytes;
  }

  /** The characters up to the first zero. */
  private static String text(byte[] bytes, int at, int most) {
    int length = 0;
    while (length < most && bytes[at + length] != 0) {
      length++;
    }
    return new String(bytes, at, length, StandardCharsets.UTF_8);
  }
}
