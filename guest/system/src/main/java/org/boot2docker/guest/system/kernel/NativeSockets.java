package org.boot2docker.guest.system.kernel;

import java.util.Optional;
import org.teavm.interop.Address;

/** The real sockets, through the C library. */
public final class NativeSockets implements Sockets {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int FLAGS = Linux.O_CLOEXEC | Linux.O_NONBLOCK;

  /**
   * SOMAXCONN: while Docker starts its clients wait in the queue, and one that is full refuses
   * them.
   */
  private static final int BACKLOG = 4096;

  private static final int ONLY_OWNER = 0177;

  /** struct stat, which is smaller, and st_ino in it, on amd64 and arm64. */
  private static final int STATUS_BYTES = 256;

  private static final int STATUS_NUMBER = 8;

  @Override
  public int listen(String path) {
    int fd = bound(path, SOCK_STREAM);
    return fd < 0 || LibcSockets.listen(fd, BACKLOG) == 0 ? fd : failed(fd);
  }

  @Override
  public int notifications(String path) {
    int fd = bound(path, SOCK_DGRAM);
    if (fd < 0) {
      return fd;
    }
    Address on = Libc.malloc(Integer.BYTES);
    on.putInt(1);
    int level = CredentialMessage.SOL_SOCKET;
    int option = CredentialMessage.PASS_CREDENTIALS;
    int result =
        LibcSockets.setsockopt(fd, level, option, on, Integer.BYTES) == 0 ? fd : failed(fd);
    Libc.free(on);
    return result;
  }

  @Override
  public Optional<Notification> notification(int socket) {
    return CredentialMessage.receive(socket);
  }

  private static int bound(String path, int type) {
    int fd = LibcSockets.socket(UnixAddress.FAMILY, type | FLAGS, 0);
    if (fd < 0) {
      return -Libc.errno();
    }
    Address address = UnixAddress.of(path);
    LibcFiles.unlink(path);
    int mask = LibcFiles.umask(ONLY_OWNER);
    int result = LibcSockets.bind(fd, address, UnixAddress.BYTES) == 0 ? fd : failed(fd);
    LibcFiles.umask(mask);
    Libc.free(address);
    return result;
  }

  /** The error of the call before, on a descriptor that is of no use now. */
  private static int failed(int fd) {
    int error = -Libc.errno();
    LibcDescriptors.close(fd);
    return error;
  }

  @Override
  public long file(String path) {
    Address status = Libc.malloc(STATUS_BYTES);
    long number =
        LibcFiles.stat(path, status) < 0 ? -Libc.errno() : status.add(STATUS_NUMBER).getLong();
    Libc.free(status);
    return number;
  }

  @Override
  public int accept(int socket) {
    int fd = LibcSockets.accept4(socket, Address.fromLong(0), Address.fromLong(0), FLAGS);
    return fd < 0 ? -Libc.errno() : fd;
  }
}
