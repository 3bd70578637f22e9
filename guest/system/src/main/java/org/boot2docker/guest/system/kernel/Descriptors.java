package org.boot2docker.guest.system.kernel;

/**
 * What open files, sockets and pipes have in common, and waiting for them.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Descriptors {
  int close(int fd);

  /** Reads at most {@code buffer.length} bytes. */
  int read(int fd, byte[] buffer);

  /** Writes at most {@code length} of the bytes, from {@code offset} on; gives how many. */
  int write(int fd, byte[] bytes, int offset, int length);

  /** Asks a device or a file system for something of its own, as ioctl(2) does. */
  int control(int fd, long request, byte[] argument);

  /** A pair of connected descriptors: bytes written to the second are read from the first. */
  int[] pipe();

  /**
   * Waits until a descriptor is readable or has hung up.
   *
   * @param timeout milliseconds, or -1 for no limit
   * @return which of the descriptors are ready, by index
   */
  boolean[] poll(int[] fds, long timeout);

  /** Milliseconds since the kernel started, not counting suspended time. */
  long millis();
}
