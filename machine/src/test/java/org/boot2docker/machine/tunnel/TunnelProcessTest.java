package org.boot2docker.machine.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.TinyGuest;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.state.MachineLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real background process, beside a real QEMU. */
class TunnelProcessTest {
  @TempDir private Path temporary;
  private Path home = Path.of("unset");
  private Machine machine = Machine.standard();

  TunnelProcessTest() throws Exception {}

  @BeforeEach
  void start() throws Exception {
    home = Files.createDirectory(temporary.resolve("b2d ü x"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    machine = Machine.named("default", environment);
    machine.start(
        MachineSpec.booting(new BootMedium.VirtioDisk(TinyGuest.writeTo(home.resolve("tiny.img"))))
            .memoryMiB(128)
            .accelerator(Accelerator.TCG)
            .build(),
        Progress.SILENT);
  }

  @AfterEach
  void stop() throws Exception {
    machine.stop(Duration.ZERO, Progress.SILENT);
  }

  @Test
  void servesUntilQemuEndsAndIsStartedAgainWhenItDied() throws Exception {
    TunnelProcess tunnel = new TunnelProcess(machine.directory());
    machine.serveDocker(Progress.SILENT);
    ProcessHandle first = tunnel.find().orElseThrow();
    machine.serveDocker(Progress.SILENT);
    assertThat(tunnel.find()).contains(first);
    assertThat(machine.dockerSocket()).exists();

    first.destroyForcibly();
    first.onExit().get(10, TimeUnit.SECONDS);
    machine.serveDocker(Progress.SILENT);
    ProcessHandle second = tunnel.find().orElseThrow();
    assertThat(second.pid()).isNotEqualTo(first.pid());

    try (var qmp = machine.qmp()) {
      qmp.quit();
    }
    second.onExit().get(20, TimeUnit.SECONDS);
    assertThat(machine.dockerSocket()).doesNotExist();
    assertThatThrownBy(() -> machine.serveDocker(Progress.SILENT))
        .hasMessageContainingAll("machine default", "not running", "boot2docker up");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void comesBackByItselfWhenItIsKilledAndLeavesNothingWhenItIsStopped() throws Exception {
    TunnelProcess tunnel = new TunnelProcess(machine.directory());
    machine.serveDocker(Progress.SILENT);
    ProcessHandle first = tunnel.find().orElseThrow();
    kill(first);

    ProcessHandle second = awaitTunnel(tunnel);
    assertThat(second.pid()).isNotEqualTo(first.pid());
    try (SocketChannel client = connect()) {
      assertThat(client.isConnected()).isTrue();
    }

    kill(second);
    tunnel.stop();

    awaitNone();
    assertThat(machine.isRunning()).isTrue();
    assertThat(machine.directory().tunnelPid()).doesNotExist();
    assertThat(machine.dockerSocket()).doesNotExist();
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(20, TimeUnit.SECONDS);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(machine.dockerSocket()));
  }

  /** That it is found means that it listens. */
  private static ProcessHandle awaitTunnel(TunnelProcess tunnel) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (tunnel.find().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    return tunnel.find().orElseThrow();
  }

  /** Neither the tunnel nor the shell that would start it again. */
  private void awaitNone() throws Exception {
    String log = machine.directory().tunnelLog().toString();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (isNamed(log) && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(isNamed(log)).isFalse();
  }

  /** By its shell, which ends after the tunnel. */
  private static boolean isNamed(String file) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().arguments().stream())
        .anyMatch(arguments -> List.of(arguments).contains(file));
  }

  @Test
  void twoThatStartItAtOnceGetTheSameTunnel() throws Exception {
    TunnelProcess one = new TunnelProcess(machine.directory());
    TunnelProcess two = new TunnelProcess(machine.directory());
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> ensure(two));
    ensure(one);
    other.get(3, TimeUnit.MINUTES);

    assertThat(one.find()).isPresent();
    assertThat(Files.readString(machine.directory().tunnelLog()).lines())
        .filteredOn(line -> line.contains("serving"))
        .hasSize(1);
  }

  @Test
  void aTunnelThatIsStillEndingIsWaitedFor() throws Exception {
    MachineLock ending = MachineLock.tryLock(machine.directory().tunnelLock()).orElseThrow();
    TunnelProcess tunnel = new TunnelProcess(machine.directory());
    CompletableFuture<Void> start = CompletableFuture.runAsync(() -> ensure(tunnel));
    Thread.sleep(2000);
    assertThat(start).isNotDone();

    ending.close();

    start.get(3, TimeUnit.MINUTES);
    assertThat(tunnel.find()).isPresent();
  }

  private static void ensure(TunnelProcess tunnel) {
    try {
      tunnel.ensure();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void endsWithTheMachine() throws Exception {
    machine.serveDocker(Progress.SILENT);
    ProcessHandle process = new TunnelProcess(machine.directory()).find().orElseThrow();

    machine.stop(Duration.ofSeconds(1), Progress.SILENT);

    process.onExit().get(20, TimeUnit.SECONDS);
    assertThat(machine.dockerSocket()).doesNotExist();
  }
}
