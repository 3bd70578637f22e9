package org.boot2docker.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshSessionTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Path key = Path.of("unset");
  private Path publicKey = Path.of("unset");
  private Path knownHosts = Path.of("unset");

  @BeforeEach
  void makeKey() throws Exception {
    key = folder.resolve("id_ed25519");
    publicKey = folder.resolve("id_ed25519.pub");
    knownHosts = folder.resolve("known_hosts");
    SshKey.ensure(key, publicKey, "test");
  }

  private SshTarget target(TestSshServer server, boolean fixed) {
    return SshTarget.local(server.port(), key, new HostKeys(knownHosts, "guest", fixed));
  }

  @Test
  void runsCommandsAfterLoginWithTheKey() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh =
            SshSession.connect(
                new SshTarget(
                    "127.0.0.1",
                    server.port(),
                    "anyone",
                    Optional.of(key),
                    Optional.empty(),
                    new HostKeys(knownHosts, "guest", true)),
                LIMIT)) {
      assertThat(ssh.exec("echo out; echo err >&2; exit 3"))
          .isEqualTo(new ExecResult(3, "out\n", "err\n"));
      assertThat(ssh.exec("cat", "grüße").out()).isEqualTo("grüße");
    }
  }

  @Test
  void fallsBackToThePassword() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, folder.resolve("none"));
        SshSession ssh = SshSession.connect(target(server, true), LIMIT)) {
      assertThat(ssh.exec("true").ok()).isTrue();
    }
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh = SshSession.connect(target(server, false).withPasswordOnly(), LIMIT)) {
      assertThat(ssh.exec("true").ok()).isTrue();
    }
  }

  @Test
  void saysThatNeitherKeyNorPasswordIsAccepted() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, folder.resolve("none"))) {
      SshTarget wrong =
          new SshTarget(
              "127.0.0.1",
              server.port(),
              "docker",
              Optional.of(key),
              Optional.of("wrong"),
              new HostKeys(knownHosts, "guest", true));
      assertThatThrownBy(() -> SshSession.connect(wrong, LIMIT))
          .isInstanceOf(MachineException.class)
          .hasMessageContainingAll("docker", "127.0.0.1", "port " + server.port());
    }
  }

  @Test
  void logsInThoughTheServerResetsTheFirstConnection() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        ResettingRelay relay = ResettingRelay.to(server.port());
        SshSession ssh =
            SshSession.connect(
                SshTarget.local(relay.port(), key, new HostKeys(knownHosts, "guest", true)),
                LIMIT)) {
      assertThat(ssh.exec("true").ok()).isTrue();
      assertThat(relay.connections()).isEqualTo(2);
    }
  }

  @Test
  void aServersRefusalIsFinal() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, folder.resolve("none"))) {
      SshTarget wrong =
          new SshTarget(
              "127.0.0.1",
              server.port(),
              "docker",
              Optional.empty(),
              Optional.of("wrong"),
              new HostKeys(knownHosts, "guest", true));
      long begun = System.nanoTime();
      assertThatThrownBy(() -> SshSession.connect(wrong, LIMIT))
          .isInstanceOf(MachineException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void refusesAnotherHostKeyThanTheKnownOne() throws Exception {
    try (TestSshServer first = TestSshServer.start(0, publicKey)) {
      SshSession.connect(target(first, true), LIMIT).close();
      SshSession.connect(target(first, true), LIMIT).close();
    }
    String known = Files.readString(knownHosts);
    try (TestSshServer second = TestSshServer.start(0, publicKey)) {
      assertThatThrownBy(() -> SshSession.connect(target(second, true), LIMIT))
          .isInstanceOf(MachineException.class)
          .hasMessageContainingAll("SSH host key", "guest")
          .hasMessageContaining(knownHosts.toString());
    }
    assertThat(knownHosts).hasContent(known);
  }

  @Test
  void knowsTheGuestStillWhenItHasMadeKeysOfOtherKindsToo() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey)) {
      SshSession.connect(target(server, true), LIMIT).close();
      String known = Files.readString(knownHosts);
      server.addHostKey();
      SshSession.connect(target(server, true), LIMIT).close();
      assertThat(knownHosts).hasContent(known);
    }
  }

  @Test
  void takesANewHostKeyWhereEachBootMakesOne() throws Exception {
    try (TestSshServer first = TestSshServer.start(0, publicKey)) {
      SshSession.connect(target(first, false), LIMIT).close();
    }
    String before = Files.readString(knownHosts);
    try (TestSshServer second = TestSshServer.start(0, publicKey)) {
      SshSession.connect(target(second, false), LIMIT).close();
    }
    assertThat(Files.readString(knownHosts)).startsWith("guest ssh-ed25519 ").isNotEqualTo(before);
  }

  @Test
  void carriesLargeStreamsAndLeavesThemOpen() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new java.util.Random(1).nextBytes(bytes);
    boolean[] closed = {false};
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh = SshSession.connect(target(server, true), LIMIT)) {
      int exit =
          ssh.exec(
              "cat > '%1$s'; cat '%1$s'".formatted(folder.resolve("all")),
              new ByteArrayInputStream(bytes),
              out,
              OutputStream.nullOutputStream());
      assertThat(exit).isZero();
    }
    assertThat(out.toByteArray()).isEqualTo(bytes);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void outputThatCantBeWrittenIsSaidAndNoLostConnection() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh = SshSession.connect(target(server, true), LIMIT);
        OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
      InputStream in = InputStream.nullInputStream();
      assertThatThrownBy(() -> ssh.exec("echo yes", in, full, OutputStream.nullOutputStream()))
          .hasMessageContaining("No space left on device");
    }
  }

  @Test
  void uploadsAFile() throws Exception {
    Path target = folder.resolve("it's here");
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh = SshSession.connect(target(server, true), LIMIT)) {
      ssh.upload(publicKey, target.toString());
      assertThat(target).hasSameBinaryContentAs(publicKey);
      assertThatThrownBy(() -> ssh.upload(publicKey, folder + "/no/such/folder"))
          .hasMessageContaining("can't write " + folder + "/no/such/folder");
    }
  }

  @Test
  void aServerThatGoesAwayEndsACommandWithAnError() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey);
        SshSession ssh = SshSession.connect(target(server, true), LIMIT)) {
      Thread cutter =
          new Thread(
              () -> {
                try {
                  Thread.sleep(500);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                server.cutConnections();
              });
      cutter.start();
      assertThatThrownBy(() -> ssh.exec("sleep 60"))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("lost");
    }
  }

  @Test
  void aServerAnswersOnlyWhenItGreets() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestSshServer server = TestSshServer.start(0, publicKey)) {
      HostKeys hostKeys = new HostKeys(knownHosts, "guest", true);
      SshTarget none = SshTarget.local(silent.getLocalPort(), key, hostKeys);

      assertThat(SshWait.answers(none, Duration.ofMillis(200))).isFalse();
      assertThat(SshWait.answers(target(server, true), LIMIT)).isTrue();
    }
  }

  @Test
  void openSshClientUsesTheSameFiles() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey)) {
      SshSession.connect(target(server, true), LIMIT).close();
      Process ssh =
          new ProcessBuilder(
                  "ssh",
                  "-F",
                  "none",
                  "-i",
                  key.toString(),
                  "-p",
                  Integer.toString(server.port()),
                  "-o",
                  "HostKeyAlias=guest",
                  "-o",
                  "StrictHostKeyChecking=yes",
                  "-o",
                  "BatchMode=yes",
                  "-o",
                  "UserKnownHostsFile=" + knownHosts,
                  "docker@127.0.0.1",
                  "echo hello")
              .redirectErrorStream(true)
              .start();
      ssh.getOutputStream().close();
      String output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(ssh.waitFor()).as(output).isZero();
      assertThat(output).contains("hello");
    }
  }

  @Test
  void aLostSessionIsAnErrorOfItsUse() throws Exception {
    try (TestSshServer server = TestSshServer.start(0, publicKey)) {
      SshSession ssh = SshSession.connect(target(server, true), LIMIT);
      ssh.close();

      List<ThrowingCallable> uses =
          List.of(
              () -> ssh.exec("true"),
              () -> ssh.forward("127.0.0.1", 0, "127.0.0.1", server.port()),
              () -> ssh.openSocket("/run/x.sock"));
      for (ThrowingCallable use : uses) {
        assertThatThrownBy(use)
            .isInstanceOf(MachineException.class)
            .hasCauseInstanceOf(IllegalStateException.class);
      }
    }
  }
}
