package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** Real descriptors, through the C library. */
class NativeDescriptors implements Descriptors {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int CLOSED_ON_EXEC = Linux.O_CLOEXEC | Linux.O_NONBLOCK;

  /** {@code struct timespec}, or the two descriptors of a pipe. */
  private static final int SCRATCH_BYTES = 16;

  /** Memory for the small structures of calls; there is one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(SCRATCH_BYTES);

  private final PollList pollList = new PollList();

  @Override
  public int close(int fd) {
    return Libc.result(LibcDescriptors.close(fd));
  }

  @Override
  public int read(int fd, byte[] buffer) {
    return Libc.result(LibcDescriptors.read(fd, Address.ofData(buffer), buffer.length));
  }

  @Override
  public int write(int fd, byte[] bytes, int offset, int length) {
    return Libc.result(LibcDescriptors.write(fd, Address.ofData(bytes).add(offset), length));
  }

  @Override
  public int control(int fd, long request, byte[] argument) {
    return Libc.result(LibcDescriptors.ioctl(fd, request, Address.ofData(argument)));
  }

  @Override
  public int[] pipe() {
    int made = Libc.result(LibcDescriptors.pipe2(scratch, CLOSED_ON_EXEC));
    return made < 0
        ? new int[] {made, made}
        : new int[] {scratch.getInt(), scratch.add(4).getInt()};
  }

  @Override
  public boolean[] poll(int[] fds, long timeout) {
    return pollList.poll(fds, (int) Math.min(timeout, Integer.MAX_VALUE));
  }

  @Override
  public long millis() {
    LibcClocks.clockGettime(CLOCK_MONOTONIC, scratch);
    return scratch.getLong() * 1000 + scratch.add(8).getLong() / 1_000_000;
  }
}
