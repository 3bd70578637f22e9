package org.boot2docker.init.kernel;

import org.teavm.interop.Address;

/** The real sockets, through the C library. */
public final class NativeSockets implements Sockets {
  private static final int SOCK_STREAM = 1;
  private static final int FLAGS = Linux.O_CLOEXEC | Linux.O_NONBLOCK;
  private static final int BACKLOG = 16;
  private static final int ONLY_OWNER = 0177;

  @Override
  public int listen(String path) {
    int fd = Libc.socket(UnixAddress.FAMILY, SOCK_STREAM | FLAGS, 0);
    if (fd < 0) {
      return -Libc.errno();
    }
    Address address = UnixAddress.of(path);
    Libc.unlink(path);
    int mask = Libc.umask(ONLY_OWNER);
    boolean listening =
        Libc.bind(fd, address, UnixAddress.BYTES) == 0 && Libc.listen(fd, BACKLOG) == 0;
    int result = listening ? fd : -Libc.errno();
    Libc.umask(mask);
    Libc.free(address);
    return result;
  }

  @Override
  public int accept(int socket) {
    int fd = Libc.accept4(socket, Address.fromLong(0), Address.fromLong(0), FLAGS);
    return fd < 0 ? -Libc.errno() : fd;
  }
}
