package org.boot2docker.machine.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private Optional<ProcessHandle> qemu = Optional.empty();

  @BeforeEach
  void startQemu() throws Exception {
    socket = folder.resolve("qmp.sock");
    Qemu found = Qemu.find(Architecture.AMD64, System.getenv());
    Path pidFile = folder.resolve("qemu.pid");
    List<String> command =
        List.of(
            found.program().toString(),
            "-machine",
            "none",
            "-S",
            "-display",
            "none",
            "-nodefaults",
            "-qmp",
            "unix:" + socket + ",server=on,wait=off",
            // The parent ends when QEMU listens; its socket's file is there a moment before that.
            "-daemonize",
            "-pidfile",
            pidFile.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    qemu = ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
  }

  @AfterEach
  void endQemu() {
    qemu.ifPresent(ProcessHandle::destroyForcibly);
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
  void aQemuThatHangsIsGivenUpHoweverOftenItIsAsked() throws Exception {
    String pid = Long.toString(qemu.orElseThrow().pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    // Linux lets some clients wait in line; a further one does not even get to that.
    for (int client = 1; client <= 4; client++) {
      assertTimeoutPreemptively(
          LIMIT,
          () ->
              assertThatThrownBy(() -> QmpClient.connect(socket, Duration.ofMillis(500)))
                  .isInstanceOf(QmpException.class)
                  .hasMessageContaining("gave no answer to greeting"));
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
    assertThat(qemu.orElseThrow().onExit()).succeedsWithin(LIMIT);
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
}
