package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

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

  @Override
  public int notifications(String path) {
    return kernel.socket();
  }

  /** Messages begin with the sender's process id and a blank. */
  @Override
  public Optional<Notification> notification(int socket) {
    byte[] bytes = new byte[4096];
    int count = kernel.read(socket, bytes);
    if (count < 0) {
      return Optional.empty();
    }
    String message = new String(Arrays.copyOf(bytes, count), StandardCharsets.UTF_8);
    int blank = message.indexOf(' ');
    int sender = Integer.parseInt(message.substring(0, blank));
    return Optional.of(new Notification(sender, message.substring(blank + 1)));
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
