package org.boot2docker.guest.system.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The descriptors of a fake process, the calls made and the time: what its kernel's parts share.
 */
final class FakeTable {
  final FakeCalls calls = new FakeCalls();

  /** What was written to sockets, and to standard output and error, by descriptor. */
  final Map<Integer, String> sent = new TreeMap<>();

  private final Map<Integer, FakeOpen> open = new HashMap<>();
  private int next = 3;
  private long now = 5000;

  /** Opens something that may have to know its descriptor. */
  int add(IntFunction<FakeOpen> opened) {
    open.put(next, opened.apply(next));
    return next++;
  }

  int socket() {
    return socket(message -> Optional.empty());
  }

  /** A socket at whose other end somebody gets each message and may answer it. */
  int socket(Function<byte[], Optional<byte[]>> peer) {
    return add(fd -> new FakeSocket(this, fd, peer, () -> false));
  }

  /** A descriptor that can also be read when something else has happened. */
  int news(BooleanSupplier happened) {
    return add(fd -> new FakeSocket(this, fd, message -> Optional.empty(), happened));
  }

  Optional<FakeOpen> get(int fd) {
    return Optional.ofNullable(open.get(fd));
  }

  /** The path of an open file; empty for anything else. */
  String path(int fd) {
    return get(fd).map(FakeOpen::path).orElse("");
  }

  void close(int fd) {
    open.remove(fd);
  }

  /** Lets a message arrive at a socket. */
  void deliver(int fd, byte[] message) {
    if (!(open.get(fd) instanceof FakeSocket socket)) {
      throw new IllegalStateException("no socket: " + fd);
    }
    socket.deliver(message);
  }

  long millis() {
    return now;
  }

  /** Moves the clock on, in milliseconds. */
  void pass(long millis) {
    now += millis;
  }
}
