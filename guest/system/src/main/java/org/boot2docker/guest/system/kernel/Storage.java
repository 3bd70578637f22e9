package org.boot2docker.guest.system.kernel;

/**
 * Mounted file systems and the partitions of disks.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Storage {
  /** Mounts a file system, as mount(2) does. */
  int mount(String source, String target, String type, long flags, String data);

  /** Unmounts the file system that is mounted at a path. */
  int unmount(String target);

  /** Writes all file systems' cached data to their devices. */
  void sync();

  /** Makes a partition of an open disk known, whatever its table says; all in bytes. */
  int addPartition(int fd, int number, long start, long length);

  /** Makes the kernel forget a partition that is not in use; the disk's table stays. */
  int forgetPartition(int fd, int number);

  /** Tells the kernel that a partition has grown; it may be in use. */
  int resizePartition(int fd, int number, long start, long length);
}
