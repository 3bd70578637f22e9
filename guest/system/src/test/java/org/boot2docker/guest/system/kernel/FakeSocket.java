package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A socket or an end of a pipe: messages arrive whole, and what is written is kept as text. */
final class FakeSocket implements FakeOpen {
  private final FakeTable table;
  private final int fd;
  private final Function<byte[], Optional<byte[]>> peer;
  private final BooleanSupplier happened;
  private final Deque<byte[]> messages = new ArrayDeque<>();

  FakeSocket(
      FakeTable table, int fd, Function<byte[], Optional<byte[]>> peer, BooleanSupplier happened) {
    this.table = table;
    this.fd = fd;
    this.peer = peer;
    this.happened = happened;
  }

  void deliver(byte[] message) {
    messages.add(message);
  }

  @Override
  public String path() {
    return "";
  }

  @Override
  public int read(byte[] buffer) {
    byte[] message = messages.poll();
    if (message == null) {
      return -Linux.EAGAIN;
    }
    int count = Math.min(message.length, buffer.length);
    System.arraycopy(message, 0, buffer, 0, count);
    return count;
  }

  @Override
  public int write(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    table.sent.merge(fd, text, String::concat);
    peer.apply(Arrays.copyOfRange(bytes, offset, offset + length)).ifPresent(messages::add);
    return length;
  }

  @Override
  public int control(long request, byte[] argument) {
    return table.calls.call("ioctl  " + Long.toHexString(request));
  }

  @Override
  public boolean ready() {
    return happened.getAsBoolean() || !messages.isEmpty();
  }
}
