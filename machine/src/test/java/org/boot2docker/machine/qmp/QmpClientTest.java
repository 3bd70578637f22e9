package org.boot2docker.machine.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.qemu.Qemu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talks to a real QEMU whose guest never starts. */
class QmpClientTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Path socket = Path.of("unset");
  private Process qemu = new UnstartedProcess();

  @BeforeEach
  void startQemu() throws Exception {
    socket = folder.resolve("qmp.sock");
    Qemu found = Qemu.find(Architecture.AMD64, System.getenv());
    qemu =
        new ProcessBuilder(
                found.program().toString(),
                "-machine",
                "none",
                "-S",
                "-display",
                "none",
                "-nodefaults",
                "-qmp",
                "unix:" + socket + ",server=on,wait=off")
            .inheritIO()
            .start();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isListenedTo() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  /** Its file is there a moment before QEMU listens. */
  private boolean isListenedTo() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void endQemu() {
    qemu.destroyForcibly();
  }

  @Test
  void negotiatesAndRunsCommands() throws Exception {
    try (QmpClient client = QmpClient.connect(socket, LIMIT)) {
      assertThat(client.status()).isEqualTo("prelaunch");
      assertThat(client.execute("query-version").at("/qemu/major").asInt()).isGreaterThan(0);
      assertThat(client.monitor("info version")).contains(".");
    }
  }

  @Test
  void passesArguments() throws Exception {
    try (QmpClient client = QmpClient.connect(socket, LIMIT)) {
      assertThat(client.execute("qom-list", Map.of("path", "/")).toString()).contains("machine");
    }
  }

  @Test
  void tellsQemusReasonWhenItRefusesACommand() throws Exception {
    try (QmpClient client = QmpClient.connect(socket, LIMIT)) {
      assertThatThrownBy(() -> client.execute("no-such-command"))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("QEMU refused no-such-command")
          .hasMessageContaining("has not been found");
      assertThat(client.status()).isEqualTo("prelaunch");
    }
  }

  @Test
  void hearsEvents() throws Exception {
    try (QmpClient client = QmpClient.connect(socket, LIMIT)) {
      client.execute("system_powerdown");
      assertThat(client.nextEvent(LIMIT).orElseThrow().name()).isEqualTo("POWERDOWN");
      assertThat(client.nextEvent(Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  void quitEndsQemu() throws Exception {
    try (QmpClient client = QmpClient.connect(socket, LIMIT)) {
      client.quit();
    }
    assertThat(qemu.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doesNotWaitForeverForASecondConnection() throws Exception {
    try (QmpClient first = QmpClient.connect(socket, LIMIT)) {
      assertThat(first.status()).isNotEmpty();
      assertThatThrownBy(() -> QmpClient.connect(socket, Duration.ofMillis(300)))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("no answer");
    }
  }

  @Test
  void saysThatNothingAnswersOnAStaleSocket() {
    assertThatThrownBy(() -> QmpClient.connect(folder.resolve("none.sock"), LIMIT))
        .isInstanceOf(QmpException.class)
        .hasMessageContaining("no QEMU answers on");
  }

  @Test
  void refusesAnAnswerThatIsNotTheProtocol() throws Exception {
    Path other = folder.resolve("other.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(other));
      Thread answer =
          new Thread(
              () -> {
                try (var client = server.accept()) {
                  client.write(java.nio.ByteBuffer.wrap(new byte[] {'?', '\n'}));
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
      answer.start();
      assertThatThrownBy(() -> QmpClient.connect(other, LIMIT))
          .isInstanceOf(QmpException.class)
          .hasMessageContaining("greeting");
    }
  }

  /** Stands for the QEMU before it is started. */
  private static final class UnstartedProcess extends Process {
    @Override
    public java.io.OutputStream getOutputStream() {
      return java.io.OutputStream.nullOutputStream();
    }

    @Override
    public java.io.InputStream getInputStream() {
      return java.io.InputStream.nullInputStream();
    }

    @Override
    public java.io.InputStream getErrorStream() {
      return java.io.InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {}
  }
}
