package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The C library's functions for open descriptors, exactly as it declares them. */
final class LibcDescriptors {
  private LibcDescriptors() {}

  @Include("unistd.h")
  @Import(name = "close")
  static native int close(int fd);

  @Include("unistd.h")
  @Import(name = "read")
  static native long read(int fd, Address buffer, long size);

  @Include("unistd.h")
  @Import(name = "write")
  static native long write(int fd, Address buffer, long size);

  @Include("sys/ioctl.h")
  @Import(name = "ioctl")
  static native int ioctl(int fd, long request, Address argument);

  @Include("fcntl.h")
  @Import(name = "fcntl")
  static native int fcntl(int fd, int command, int argument);

  @Include("unistd.h")
  @Import(name = "dup2")
  static native int dup2(int from, int to);

  @Include("unistd.h")
  @Import(name = "pipe2")
  static native int pipe2(Address fds, int flags);

  @Include("poll.h")
  @Import(name = "poll")
  static native int poll(Address fds, long count, int timeout);
}
