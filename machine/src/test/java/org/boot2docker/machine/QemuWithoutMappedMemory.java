package org.boot2docker.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stands between this program and a running QEMU, which hears of a capability that it doesn't know
 * where {@code mapped-ram} was asked for, and answers as a QEMU before 9.0 does.
 */
final class QemuWithoutMappedMemory implements AutoCloseable {
  private final Path real;
  private final ServerSocketChannel server;

  private QemuWithoutMappedMemory(Path real, ServerSocketChannel server) {
    this.real = real;
    this.server = server;
  }

  /** Takes the place of QEMU's socket. */
  static QemuWithoutMappedMemory at(Path socket) throws IOException {
    Path real = Files.move(socket, socket.resolveSibling("real.sock"));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    QemuWithoutMappedMemory between = new QemuWithoutMappedMemory(real, server);
    start(between::serve);
    return between;
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Until one of both ends, or this is closed. */
  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | UncheckedIOException e) {
                // Then the other side notices.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() throws IOException {
    while (true) {
      SocketChannel client = server.accept();
      SocketChannel qemu = SocketChannel.open(UnixDomainSocketAddress.of(real));
      start(() -> copy(client, qemu));
      start(() -> copy(qemu, client));
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes).clear();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        to.write(
            ByteBuffer.wrap(
                text.replace("mapped-ram", "unmapped-r").getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(real);
  }
}
