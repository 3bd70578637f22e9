package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshKey;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.ssh.TestSshServer;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Waits for Docker behind a real SSH server, beside a process in QEMU's place. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WaitsTest {
  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final String DISK = "/somewhere/data.img";

  @TempDir private Path home;
  private final List<Process> processes = new ArrayList<>();
  private MachineDirectory directory = new MachineDirectory(Path.of("unset"));

  @BeforeEach
  void beginQemu() throws IOException {
    directory = MachineDirectory.of("web", Map.of("BOOT2DOCKER_HOME", home.toString()));
    directory.create();
    SshKey.ensure(directory.privateKey(), directory.publicKey(), "test");
    new MachineConfig(1, "", "", DISK, "", "", "", 0).write(directory);
    String pidFile = directory.qemuPid().toString();
    Process qemu = new ProcessBuilder("sh", "-c", "sleep 300; :", "sh", pidFile).start();
    processes.add(qemu);
    Files.writeString(directory.qemuPid(), qemu.pid() + "\n");
  }

  @AfterEach
  void endQemu() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private TestSshServer server() throws Exception {
    return TestSshServer.start(0, directory.publicKey());
  }

  private SshTarget target(TestSshServer server, boolean hasDisk) {
    HostKeys keys = new HostKeys(directory.knownHosts(), "boot2docker-web", hasDisk);
    return SshTarget.local(server.port(), directory.privateKey(), keys);
  }

  private void logInOnce() throws Exception {
    try (TestSshServer before = server()) {
      SshSession.connect(target(before, true), LOGIN_LIMIT).close();
    }
  }

  private String await(SshTarget target, Duration limit) throws IOException {
    return new Waits(directory, Progress.SILENT).docker(directory.dockerSocket(), target, limit);
  }

  @Test
  void aChangedHostKeyEndsTheWaitAtOnce() throws Exception {
    logInOnce();
    String known = Files.readString(directory.knownHosts());
    try (TestSshServer server = server()) {
      assertThatThrownBy(() -> await(target(server, true), Duration.ofHours(1)))
          .isInstanceOf(MachineException.class)
          .hasMessageContainingAll("machine web", DISK, directory.knownHosts().toString());
    }
    assertThat(directory.knownHosts()).hasContent(known);
  }

  @Test
  void aGuestThatStartsItsServerLaterIsAskedThen() throws Exception {
    logInOnce();
    SshTarget target;
    try (TestSshServer before = server()) {
      target = target(before, true);
    }
    CompletableFuture<TestSshServer> later =
        CompletableFuture.supplyAsync(
            () -> startUnchecked(target.port()),
            CompletableFuture.delayedExecutor(SHORT.toMillis(), TimeUnit.MILLISECONDS));
    try {
      assertThatThrownBy(() -> await(target, Duration.ofHours(1)))
          .hasMessageContaining("SSH host key");
    } finally {
      later.get().close();
    }
  }

  private TestSshServer startUnchecked(int port) {
    try {
      return TestSshServer.start(port, directory.publicKey());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theKeyOfBeforeIsWaitedWith() throws Exception {
    try (TestSshServer server = server()) {
      SshSession.connect(target(server, true), LOGIN_LIMIT).close();
      assertNoAnswer(target(server, true));
    }
  }

  @Test
  void aGuestThatIsNotKnownOrHasNoDiskMayHaveAnyKey() throws Exception {
    try (TestSshServer first = server()) {
      assertNoAnswer(target(first, true));
      assertThat(directory.knownHosts()).doesNotExist();
    }
    logInOnce();
    try (TestSshServer second = server()) {
      assertNoAnswer(target(second, false));
    }
  }

  /** Linux with "panic=10" says nothing of it again behind the call trace. */
  @Test
  void aPanicWithALongTraceEndsTheWaitAtOnce() throws Exception {
    List<String> console = new ArrayList<>(List.of("early", "Kernel panic - not syncing: VFS"));
    for (int line = 0; line < 40; line++) {
      console.add("call " + line);
    }
    console.add("Rebooting in 10 seconds..");
    Files.write(directory.consoleLog(), console);
    try (TestSshServer server = server()) {
      assertThatThrownBy(() -> await(target(server, true), Duration.ofHours(1)))
          .hasMessageContaining("panicked")
          .extracting(e -> ((MachineException) e).details())
          .asInstanceOf(list(String.class))
          .startsWith("Kernel panic - not syncing: VFS", "call 0")
          .hasSize(15);
    }
  }

  /** The guest has restarted by itself, or goes on with the log of an earlier boot. */
  @Test
  void aPanicOfAnEarlierBootIsNone() throws Exception {
    List<String> console =
        List.of("Kernel panic - not syncing: VFS", "call", "boot2docker: reached disk at 900 ms");
    Files.write(directory.consoleLog(), console);
    try (TestSshServer server = server()) {
      assertNoAnswer(target(server, true));
    }
  }

  private void assertNoAnswer(SshTarget target) {
    assertThatThrownBy(() -> await(target, SHORT)).hasMessageContaining("within 2 s");
  }
}
