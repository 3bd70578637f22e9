package org.boot2docker.guest.binary;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens where Docker would, and sends back what it gets: at once, or when the input ends. */
final class FakeDocker implements Closeable {
  private static final int MOST = 4 << 20;

  private final Path socket;
  private final ServerSocketChannel server;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean atTheEnd;

  FakeDocker(Path socket, ExecutorService threads) throws IOException {
    this.socket = socket;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    var unused =
        threads.submit(
            () -> {
              while (true) {
                SocketChannel client = server.accept();
                connections.incrementAndGet();
                var ignored = threads.submit(() -> serve(client));
              }
            });
  }

  Path socket() {
    return socket;
  }

  int connections() {
    return connections.get();
  }

  void answersAtTheEnd() {
    atTheEnd = true;
  }

  private Void serve(SocketChannel client) throws IOException {
    try (client) {
      ByteBuffer buffer = ByteBuffer.allocate(MOST);
      while (client.read(buffer) >= 0) {
        if (!atTheEnd) {
          send(client, buffer);
        }
      }
      send(client, buffer);
    }
    return null;
  }

  private static void send(SocketChannel client, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      client.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
