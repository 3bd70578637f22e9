package org.boot2docker.init.kernel;

/** Unix sockets of a {@link FakeKernel}. */
public final class FakeSockets implements Sockets {
  private final FakeKernel kernel;
  private int last = -1;

  /** Sockets of this kernel. */
  public FakeSockets(FakeKernel kernel) {
    this.kernel = kernel;
  }

  /** The descriptor that was made last. */
  public int last() {
    return last;
  }

  @Override
  public int listen(String path) {
    last = kernel.socket();
    return last;
  }

  @Override
  public int accept(int socket) {
    byte[] knock = new byte[1];
    if (kernel.read(socket, knock) < 0) {
      return -Linux.EAGAIN;
    }
    last = kernel.socket();
    return last;
  }
}
