package org.boot2docker.machine.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real Unix sockets, and a server that answers, hangs or is not there. */
@Timeout(60)
class DockerPingTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir private Path directory;

  private UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(directory.resolve("docker.sock"));
  }

  private ServerSocketChannel server() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address(), 1);
    return server;
  }

  @Test
  void aDockerThatAnswersTellsItsVersion() throws Exception {
    try (ServerSocketChannel server = server()) {
      Thread docker = new Thread(() -> answer(server));
      docker.start();
      assertThat(DockerPing.version(address().getPath(), LIMIT)).contains("28.5.2");
      docker.join();
    }
  }

  private static void answer(ServerSocketChannel server) {
    try (SocketChannel client = server.accept()) {
      client.read(ByteBuffer.allocate(1024));
      String answer = "HTTP/1.1 200 OK\r\nServer: Docker/28.5.2 (linux)\r\n\r\nOK";
      client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "how long its queue of clients is was not tried")
  void oneThatHangsIsNotWaitedForWhileOthersWait() throws Exception {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel server = server()) {
      boolean hasRoom = true;
      while (hasRoom) {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(client);
        client.configureBlocking(false);
        hasRoom = connects(client);
      }
      assertThat(DockerPing.version(address().getPath(), LIMIT)).isEmpty();
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  private boolean connects(SocketChannel client) throws IOException {
    try {
      return client.connect(address());
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void whereNobodyListensThereIsNone() {
    assertThat(DockerPing.version(address().getPath(), LIMIT)).isEmpty();
  }
}
