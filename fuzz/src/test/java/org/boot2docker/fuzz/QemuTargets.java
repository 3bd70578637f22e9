package org.boot2docker.fuzz;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.qmp.QmpException;

/** What something says that has QEMU's socket. */
final class QemuTargets {
  /** A client that waits longer for what was said already hangs. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How long a request may take. */
  private static final int MOST_MILLIS = 2000;

  private static final int REQUEST = 4096;

  private QemuTargets() {}

  static List<Target> all() {
    return List.of(
        Target.of(
            "qmp",
            Samples.texts(
                "{\"QMP\":{\"version\":{},\"capabilities\":[]}}\n"
                    + "{\"return\":{},\"id\":\"1\"}\n"
                    + "{\"event\":\"STOP\",\"timestamp\":{\"seconds\":1},\"data\":{}}\n",
                "{\"QMP\":{}}\n",
                "{\"QMP\":{}}\n{\"error\":{\"class\":\"GenericError\",\"desc\":\"no\"},\"id\":\"1\"}\n"),
            QemuTargets::qmp,
            QmpException.class));
  }

  /** The first line is the greeting; to the first request all the rest is said. */
  private static void qmp(byte[] input) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    Path socket = folder.resolve("qmp.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread qemu = new Thread(() -> say(server, input), "fuzz-qemu");
      qemu.setDaemon(true);
      qemu.start();
      long begun = System.nanoTime();
      try (QmpClient client = QmpClient.connect(socket, LIMIT)) {
        client.nextEvent(Duration.ZERO);
      } finally {
        if (System.nanoTime() - begun >= LIMIT.toNanos()) {
          throw new IllegalStateException("a client waits for what can't come any more");
        }
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
  }

  private static void say(ServerSocketChannel server, byte[] input) {
    try (SocketChannel client = server.accept()) {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      int end = text.indexOf('\n') + 1;
      String greeting = text.substring(0, end);
      say(client, greeting);
      if (end < text.length() && greeting.contains("\"QMP\"")) {
        awaitRequest(client);
      }
      say(client, text.substring(end));
      client.shutdownOutput();
      ByteBuffer requests = ByteBuffer.allocate(REQUEST);
      while (client.read(requests.clear()) >= 0) {
        // What is still asked for is taken, but gets no answer.
      }
    } catch (IOException | InterruptedException e) {
      // The client has closed before the end: it has refused the input.
      return;
    }
  }

  private static void awaitRequest(SocketChannel client) throws IOException, InterruptedException {
    client.configureBlocking(false);
    ByteBuffer request = ByteBuffer.allocate(REQUEST);
    int read = client.read(request);
    for (int millis = 0; read == 0 && millis < MOST_MILLIS; millis++) {
      Thread.sleep(1);
      read = client.read(request);
    }
    client.configureBlocking(true);
  }

  private static void say(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      client.write(bytes);
    }
  }
}
