package org.boot2docker.guest.programs.tls;

import org.boot2docker.guest.system.kernel.Descriptors;
import org.boot2docker.guest.system.kernel.Linux;

/** Docker's side: a Unix socket that doesn't block. */
final class SocketEnd implements End {
  private static final int WRITING = 1;

  private final Descriptors descriptors;
  private final int fd;

  SocketEnd(Descriptors descriptors, int fd) {
    this.descriptors = descriptors;
    this.fd = fd;
  }

  @Override
  public int read(byte[] buffer) {
    int count = descriptors.read(fd, buffer);
    if (count == -Linux.EAGAIN || count == -Linux.EINTR) {
      return WANTS_READ;
    }
    // A connection that Docker has reset has ended: the client must see that.
    return Math.max(count, 0);
  }

  @Override
  public int write(byte[] bytes, int offset, int length) {
    int count = descriptors.write(fd, bytes, offset, length);
    if (count == -Linux.EAGAIN || count == -Linux.EINTR) {
      return WANTS_WRITE;
    }
    return count < 0 ? BROKEN : count;
  }

  @Override
  public int finish() {
    return MbedTlsCalls.shutdown(fd, WRITING) < 0 ? BROKEN : 0;
  }
}
