package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.MachineStatus.State;
import org.boot2docker.machine.console.Console;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.state.MachineConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs real QEMUs with a guest of one boot sector. */
class MachineTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path temporary;
  private Path home = Path.of("unset");

  private final List<Machine> machines = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private Path guest = Path.of("unset");

  @BeforeEach
  void writeGuest() throws IOException {
    home = Files.createDirectory(temporary.resolve("b2d ü x"));
    guest = TinyGuest.writeTo(home.resolve("tiny.img"));
  }

  @AfterEach
  void stopAll() throws IOException {
    for (Machine machine : machines) {
      machine.stop(Duration.ZERO, Progress.SILENT);
    }
  }

  private Machine machine(String name) throws MachineException {
    return machine(name, Map.of());
  }

  private Machine machine(String name, Map<String, String> more) throws MachineException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(more);
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    Machine machine = Machine.named(name, environment);
    machines.add(machine);
    return machine;
  }

  private MachineSpec.Builder tiny() {
    return MachineSpec.booting(new BootMedium.VirtioDisk(guest))
        .memoryMiB(128)
        .cpus(1)
        .accelerator(Accelerator.TCG);
  }

  private void start(Machine machine) throws IOException {
    assertThat(machine.start(tiny().build(), said::add)).isTrue();
    machine.console().await("tiny guest", SOON);
  }

  private int port(Machine machine) throws IOException {
    return MachineConfig.read(machine.directory()).sshPort();
  }

  /** Other tests, which run at the same time, start machines at the first free port. */
  private int rememberAPortThatNoOtherMachineChooses(Machine machine) throws IOException {
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    machine.directory().create();
    new MachineConfig(port, "", "", "", "", "", "", 0).write(machine.directory());
    return port;
  }

  @Test
  void startsShowsItsConsoleTakesTypingAndShutsDownByThePowerButton() throws IOException {
    Machine machine = machine("default");

    assertThat(machine.start(tiny().build(), said::add)).isTrue();
    try (Console console = machine.console()) {
      console.await("tiny guest", SOON);
      console.sendLine("hello?");
      assertThat(console.await("hello?", SOON)).contains("hello?");
    }
    MachineStatus status = machine.status();
    assertThat(status.state()).isEqualTo(State.STARTING);
    assertThat(status.pid()).isPositive();
    assertThat(status.sshPort()).isBetween(1024, 65535);

    assertThat(machine.stop(SOON, said::add)).isEqualTo(StopOutcome.CLEAN);
    assertThat(machine.status().state()).isEqualTo(State.STOPPED);
    assertThat(machine.stop(SOON, said::add)).isEqualTo(StopOutcome.NOT_RUNNING);
  }

  @Test
  void aStartThatFailsLeavesNoServerOfAFolderBehind() throws IOException {
    Path server =
        Files.writeString(
            home.resolve("virtiofsd"),
            """
            #!/bin/sh
            [ "$1" != --help ] || { echo --translate-uid; exit; }
            echo $$ > '%s/pid'
            echo "Waiting for vhost-user socket connection..."
            exec sleep 300
            """
                .formatted(home));
    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwxr-xr-x"));
    Machine machine = machine("default", Map.of("BOOT2DOCKER_VIRTIOFSD", server.toString()));
    // Where a file is to be written there is something else.
    Files.createDirectories(machine.directory().qemuCommand().resolve("in/the/way"));

    assertThatThrownBy(
            () -> machine.start(tiny().share(new Share(home, "work")).build(), said::add))
        .isInstanceOf(IOException.class);

    long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(left -> left.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    assertThat(machine.directory().folderLog(0)).doesNotExist();
  }

  @Test
  void startingARunningMachineLeavesItAlone() throws IOException {
    Machine machine = machine("default");
    start(machine);
    long pid = machine.status().pid();

    assertThat(machine.start(tiny().build(), said::add)).isFalse();

    assertThat(machine.status().pid()).isEqualTo(pid);
  }

  @Test
  void twoMachinesRunAtOnceOnDifferentPorts() throws IOException {
    Machine one = machine("one");
    Machine two = machine("two");

    start(one);
    start(two);

    assertThat(port(one)).isNotEqualTo(port(two));
    assertThat(one.status().pid()).isNotEqualTo(two.status().pid());
  }

  @Test
  void keepsItsPortOverARestartUnlessItIsTaken() throws IOException {
    Machine machine = machine("default");
    int port = rememberAPortThatNoOtherMachineChooses(machine);
    start(machine);
    assertThat(port(machine)).isEqualTo(port);
    machine.stop(SOON, said::add);
    start(machine);
    assertThat(port(machine)).isEqualTo(port);
    machine.stop(SOON, said::add);

    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      start(machine);
      assertThat(port(machine)).isNotEqualTo(port);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPortThatAMachineForwardsIsSaidToBeThatMachines() throws IOException {
    Machine one = machine("one");
    Machine two = machine("two");
    int port;
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    assertThat(one.start(tiny().forward(port, 80).build(), said::add)).isTrue();

    assertThatThrownBy(() -> two.start(tiny().forward(port, 80).build(), said::add))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining(String.valueOf(port))
        .hasMessageContaining("machine one");
  }

  @Test
  void aKilledQemuIsSeenAsStoppedAndTheNextStartWorks() throws Exception {
    Machine machine = machine("default");
    start(machine);
    ProcessHandle qemu = ProcessHandle.of(machine.status().pid()).orElseThrow();
    qemu.destroyForcibly();
    qemu.onExit().get();

    assertThat(machine.status().state()).isEqualTo(State.STOPPED);
    assertThat(machine.start(tiny().build(), said::add)).isTrue();
  }

  @Test
  void aProcessThatTookTheIdOfADeadQemuIsNotTakenForIt() throws IOException {
    Machine machine = machine("default");
    machine.directory().create();
    Files.writeString(machine.directory().qemuPid(), ProcessHandle.current().pid() + "\n");

    assertThat(machine.isRunning()).isFalse();
    assertThat(machine.start(tiny().build(), said::add)).isTrue();
  }

  @Test
  void aGuestThatIgnoresThePowerButtonIsEndedAfterTheLimit() throws IOException {
    Path deaf = Files.write(home.resolve("deaf.img"), new byte[1 << 20]);
    Machine machine = machine("default");
    MachineSpec spec =
        MachineSpec.booting(new BootMedium.VirtioDisk(deaf))
            .memoryMiB(128)
            .accelerator(Accelerator.TCG)
            .build();
    machine.start(spec, said::add);

    assertThat(machine.stop(Duration.ofSeconds(1), said::add)).isEqualTo(StopOutcome.FORCED);

    assertThat(said).anyMatch(line -> line.contains("QEMU"));
    assertThat(machine.isRunning()).isFalse();
  }

  @Test
  void aWaitEndsAtOnceWhenQemuEnds() throws IOException {
    Machine machine = machine("default");
    start(machine);
    try (QmpClient qmp = machine.qmp()) {
      qmp.quit();
    }

    assertThatThrownBy(() -> machine.console().await("never", Duration.ofMinutes(5)))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll("ended", "console");
  }

  @Test
  void waitingForSshOfADeadMachineShowsTheEndOfItsConsole() throws IOException {
    Machine machine = machine("default");
    start(machine);
    Thread killer = new Thread(() -> quit(machine));
    killer.start();

    assertThatThrownBy(() -> machine.awaitSsh(Duration.ofMinutes(5), said::add))
        .isInstanceOfSatisfying(
            MachineException.class,
            e -> assertThat(e.details()).anyMatch(line -> line.contains("tiny guest")))
        .hasMessageContaining("ended");
  }

  @Test
  void waitingForSshOfAKilledMachineShowsWhatQemuSaid() throws IOException {
    Machine machine = machine("default");
    start(machine);
    SshTarget target = machine.target();
    ProcessHandle qemu = ProcessHandle.of(machine.status().pid()).orElseThrow();
    qemu.destroy();
    qemu.onExit().orTimeout(30, TimeUnit.SECONDS).join();

    assertThatThrownBy(() -> new Waits(machine.directory(), said::add).ssh(target, SOON))
        .isInstanceOfSatisfying(
            MachineException.class,
            e -> assertThat(e.details()).anyMatch(line -> line.contains("signal 15")));
  }

  @Test
  void theConsoleOfTheStartBeforeIsKept() throws IOException {
    Machine machine = machine("default");
    start(machine);
    machine.stop(SOON, said::add);
    Files.writeString(machine.directory().consoleLog(), "first start");

    start(machine);

    assertThat(machine.directory().previousConsoleLog()).content().isEqualTo("first start");
  }

  private static void quit(Machine machine) {
    try (QmpClient qmp = machine.qmp()) {
      qmp.quit();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void bootsWithUefiAndKeepsItsVariablesInItsFolder() throws IOException {
    Machine machine = machine("default");
    machine.start(tiny().firmware(FirmwareKind.UEFI).build(), said::add);

    assertThat(machine.directory().uefiVariables()).isNotEmptyFile();
    try (QmpClient qmp = machine.qmp()) {
      assertThat(qmp.status()).isEqualTo("running");
    }
  }

  @Test
  void publishesAPortOfARunningMachine() throws IOException {
    Machine machine = machine("default");
    start(machine);
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
      assertThatThrownBy(() -> machine.publish(new PortForward(free, 80)))
          .hasMessageContaining("port " + free);
    }

    machine.publish(new PortForward(free, 80));

    try (QmpClient qmp = machine.qmp()) {
      assertThat(qmp.monitor("info usernet")).contains(Integer.toString(free));
    }
  }

  @Test
  void onlyTheOwnerMayEnterTheFolder() throws IOException {
    Machine machine = machine("default");
    start(machine);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(machine.directory().path())))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(machine.directory().privateKey())))
        .isEqualTo("rw-------");
  }

  @Test
  void namesTheMissingImageAndDisk() throws IOException {
    Machine machine = machine("default");
    Path missing = home.resolve("missing.iso");

    assertThatThrownBy(() -> machine.start(MachineSpec.cd(missing).build(), said::add))
        .hasMessageContainingAll(missing.toString(), "boot2docker build");
    assertThatThrownBy(() -> machine.start(tiny().disk(DataDisk.raw(missing)).build(), said::add))
        .hasMessageContaining("disk " + missing);
  }

  @Test
  void tellsQemusOwnReasonWhenItRefuses() throws IOException {
    Machine machine = machine("default");

    assertThatThrownBy(
            () -> machine.start(tiny().extraArguments("-device", "nonsense").build(), said::add))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("QEMU")
        .hasMessageContaining("nonsense");
    assertThat(machine.isRunning()).isFalse();
  }

  @Test
  void anotherDiskMeansAnotherHostKey() throws IOException {
    Path disk = Files.write(home.resolve("data.img"), new byte[1 << 20]);
    Machine machine = machine("default");
    start(machine);
    Files.writeString(machine.directory().knownHosts(), "boot2docker-default ssh-ed25519 AAAA\n");
    machine.stop(SOON, said::add);

    machine.start(tiny().disk(DataDisk.raw(disk)).build(), said::add);

    assertThat(machine.directory().knownHosts()).doesNotExist();
    assertThat(MachineConfig.read(machine.directory()).hasDisk()).isTrue();
  }

  @Test
  void removesEverything() throws IOException {
    Machine machine = machine("gone");
    start(machine);

    machine.remove(said::add);

    assertThat(machine.directory().path()).doesNotExist();
    assertThat(machine.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void statusIsJson() throws IOException {
    Machine machine = machine("default");
    assertThat(machine.status().toJson()).contains("\"state\" : \"stopped\"").doesNotContain("pid");

    start(machine);

    assertThat(machine.status().toJson())
        .contains("\"state\" : \"starting\"", "\"sshPort\"", "\"dockerHost\" : \"unix:///");
  }
}
