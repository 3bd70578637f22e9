package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Descriptors of a process in memory, and a clock that only moves when someone waits. */
class FakeDescriptors implements Descriptors {
  private static final int EBADF = 9;
  private static final int STANDARD_ERROR = 2;

  final FakeTable table;

  /** A part of a kernel whose parts share this table. */
  FakeDescriptors(FakeTable table) {
    this.table = table;
  }

  @Override
  public final int close(int fd) {
    table.close(fd);
    return 0;
  }

  @Override
  public final int read(int fd, byte[] buffer) {
    return table.get(fd).map(open -> open.read(buffer)).orElse(-EBADF);
  }

  @Override
  public final int write(int fd, byte[] bytes, int offset, int length) {
    return table
        .get(fd)
        .map(open -> open.write(bytes, offset, length))
        .orElseGet(() -> print(fd, bytes, offset, length));
  }

  /** Standard output and error are open without having been opened. */
  private int print(int fd, byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    table.sent.merge(fd, text, String::concat);
    return fd <= STANDARD_ERROR ? length : -EBADF;
  }

  @Override
  public final int control(int fd, long request, byte[] argument) {
    return table
        .get(fd)
        .map(open -> open.control(request, argument))
        .orElseGet(() -> table.calls.call("ioctl  " + Long.toHexString(request)));
  }

  @Override
  public final int[] pipe() {
    int reading = table.socket();
    int writing =
        table.socket(
            message -> {
              table.calls.call("pipe " + new String(message, StandardCharsets.UTF_8));
              return Optional.empty();
            });
    return new int[] {reading, writing};
  }

  @Override
  public final boolean[] poll(int[] fds, long timeout) {
    boolean[] ready = new boolean[fds.length];
    boolean any = false;
    for (int i = 0; i < fds.length; i++) {
      ready[i] = table.get(fds[i]).map(FakeOpen::ready).orElse(false);
      any |= ready[i];
    }
    if (!any && timeout > 0) {
      table.pass(timeout);
    }
    return ready;
  }

  @Override
  public final long millis() {
    return table.millis();
  }
}
