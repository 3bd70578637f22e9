package org.boot2docker.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers a few calls of Docker's API on a machine's socket, and refuses all others. */
final class FakeDocker implements AutoCloseable {
  private final Map<String, String> answers;
  private final ServerSocketChannel server;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /**
   * Begins to answer.
   *
   * @param answers documents by method and path, such as "GET /info"
   */
  FakeDocker(Path socket, Map<String, String> answers) throws IOException {
    this.answers = Map.copyOf(answers);
    Files.createDirectories(socket.getParent());
    Files.deleteIfExists(socket);
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "fake Docker");
    thread.setDaemon(true);
    thread.start();
  }

  /** What was asked, as method and path. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel channel = server.accept()) {
        String call = call(channel);
        calls.add(call);
        channel.write(StandardCharsets.UTF_8.encode(answer(call)));
      } catch (IOException e) {
        // The test is over, or the client has gone.
        continue;
      }
    }
  }

  private String answer(String call) {
    String answer = answers.get(call);
    return answer == null
        ? "HTTP/1.0 503 Service Unavailable\r\n\r\n{\"message\": \"refused\"}"
        : "HTTP/1.0 200 OK\r\n\r\n" + answer;
  }

  /** With a body, all of it is read: who closes before resets the connection. */
  private static String call(SocketChannel channel) throws IOException {
    StringBuilder asked = new StringBuilder();
    ByteBuffer part = ByteBuffer.allocate(4096);
    while (!isWhole(asked) && channel.read(part.clear()) >= 0) {
      asked.append(StandardCharsets.UTF_8.decode(part.flip()));
    }
    return asked.substring(0, Math.max(0, asked.indexOf(" HTTP/")));
  }

  private static boolean isWhole(StringBuilder asked) {
    boolean post = asked.indexOf("POST") == 0;
    return asked.indexOf("\r\n\r\n") > 0 && (!post || asked.charAt(asked.length() - 1) == '}');
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
