package org.boot2docker.guest.system.kernel;

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
    int result = kernel.call("listen " + path);
    if (result < 0) {
      return result;
    }
    last = kernel.socket();
    kernel.file(path, Integer.toString(last));
    return last;
  }

  /** What the file holds stands for its number. */
  @Override
  public long file(String path) {
    String text = kernel.text(path);
    return text.isEmpty() ? -Linux.ENOENT : Long.parseLong(text);
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
