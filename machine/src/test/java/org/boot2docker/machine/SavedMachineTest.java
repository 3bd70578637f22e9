package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.saved.UnsavableException;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Saves and resumes real QEMUs with a guest of one boot sector. */
@Execution(ExecutionMode.CONCURRENT)
class SavedMachineTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path temporary;
  private Path home = Path.of("unset");

  private final List<String> said = new ArrayList<>();
  private int questions;
  private Machine machine = unset();
  private Path disk = Path.of("unset");

  private static Machine unset() {
    try {
      return Machine.named("unset");
    } catch (MachineException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectory(temporary.resolve("b2d ü x"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    environment.put("BOOT2DOCKER_VIRTIOFSD", "none");
    machine = Machine.named("default", environment);
    disk = Files.write(home.resolve("disk.img"), new byte[1 << 20]);
    machine.start(tiny().build(), said::add);
    machine.console().await("tiny guest", SOON);
  }

  @AfterEach
  void end() throws IOException {
    machine.stop(Duration.ZERO, Progress.SILENT);
  }

  private MachineSpec.Builder tiny() throws IOException {
    return tiny("tiny.img");
  }

  private MachineSpec.Builder tiny(String image) throws IOException {
    return MachineSpec.booting(new BootMedium.VirtioDisk(TinyGuest.writeTo(home.resolve(image))))
        .memoryMiB(128)
        .cpus(1)
        .disk(DataDisk.raw(disk))
        .accelerator(Accelerator.TCG);
  }

  private MachineDirectory directory() {
    return machine.directory();
  }

  private int greetings() throws IOException {
    return Files.readString(directory().consoleLog()).split("tiny guest", -1).length - 1;
  }

  private void assertRunsOn() throws IOException {
    try (Console console = machine.console()) {
      int greetings = greetings();
      String question = "still there, " + ++questions + "?";
      console.sendLine(question);
      console.await(question, SOON);
      assertThat(greetings()).as("it has booted once").isEqualTo(greetings).isOne();
    }
  }

  @Test
  void aSavedMachineGoesOnWhereItWasAndItsStateIsUsedOnce() throws IOException {
    assertThat(directory().memory()).doesNotExist();

    assertThat(machine.save(said::add)).isTrue();

    assertThat(Files.size(directory().memory())).isGreaterThan(128L << 20);

    assertThat(machine.isRunning()).isFalse();
    assertThat(machine.status().state()).isEqualTo(State.SAVED);
    assertThat(machine.status().toJson()).contains("\"saved\"").doesNotContain("pid");
    assertThat(machine.save(said::add)).as("saved again").isFalse();
    assertThat(machine.stop(SOON, said::add)).isEqualTo(StopOutcome.SAVED);
    assertThatThrownBy(() -> machine.whileStopped("prune", StoppedMachine::prune, said::add))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("boot2docker up");

    assertThat(machine.resume(said::add)).isTrue();

    assertThat(directory().saved()).doesNotExist();
    assertThat(directory().savedDevices()).doesNotExist();
    assertThat(directory().memory()).doesNotExist();
    assertRunsOn();
    // Once more, from the memory that was resumed.
    assertThat(machine.save(said::add)).isTrue();
    assertThat(machine.resume(said::add)).isTrue();
    assertRunsOn();
    assertThat(machine.stop(SOON, said::add)).isEqualTo(StopOutcome.CLEAN);
    assertThat(directory().memory()).doesNotExist();
    assertThat(machine.resume(said::add)).as("resumed without a state").isFalse();
  }

  @Test
  void theConsolesLogGoesOnWhenTheMachineIsResumed() throws IOException {
    String before = Files.readString(directory().consoleLog());
    machine.save(said::add);
    assertThat(machine.resume(said::add)).isTrue();
    assertRunsOn();

    assertThat(directory().consoleLog()).content().startsWith(before).contains("still there");
    assertThat(directory().previousConsoleLog()).doesNotExist();

    machine.stop(Duration.ZERO, said::add);
    machine.start(tiny().build(), said::add);
    assertThat(directory().previousConsoleLog()).content().contains("still there");
  }

  @Test
  void aChangedDiskOrImageIsNeverResumedOver() throws IOException {
    machine.save(said::add);
    Files.write(disk, new byte[] {1});

    assertThat(machine.resume(said::add)).isFalse();

    assertThat(said)
        .contains(
            "the saved state can't be resumed (disk %s has changed since): booting, as after a power cut"
                .formatted(disk));
    assertThat(machine.status().state()).isEqualTo(State.STOPPED);
    assertThat(directory().memory()).doesNotExist();
  }

  @Test
  void aQemuBefore9SavesMemoryAndDevicesInOneFile() throws IOException {
    try (QemuWithoutMappedMemory old = QemuWithoutMappedMemory.at(directory().qmpSocket())) {
      assertThat(old).isNotNull();
      assertThat(machine.save(said::add)).isTrue();
    }

    assertThat(directory().memory()).doesNotExist();
    assertThat(directory().savedDevices()).isNotEmptyFile();
    assertThat(machine.resume(said::add)).isTrue();
    assertRunsOn();
  }

  @Test
  void aStateWaitsForADiskThatAnotherProgramHas() throws IOException {
    machine.save(said::add);
    Map<String, String> elsewhere = new HashMap<>(System.getenv());
    elsewhere.put("BOOT2DOCKER_HOME", home.resolve("elsewhere").toString());
    Machine other = Machine.named("other", elsewhere);
    other.start(tiny("other.img").build(), Progress.SILENT);
    try {
      assertThatThrownBy(() -> machine.resume(said::add))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("stop what else uses them");
      assertThat(machine.isSaved()).isTrue();
      assertThat(machine.isRunning()).as("a QEMU that can't go on").isFalse();
    } finally {
      other.stop(Duration.ZERO, Progress.SILENT);
    }

    machine.resume(said::add);
    assertRunsOn();
  }

  @Test
  void aStateWaitsForAQemuThatWasRemoved() throws IOException {
    machine.save(said::add);
    String state = Files.readString(directory().saved());
    String program = Files.readAllLines(directory().qemuCommand()).get(0);
    Files.writeString(directory().saved(), state.replace(program, "/none/qemu"));

    assertThatThrownBy(() -> machine.resume(said::add))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll("/none/qemu is gone", "--discard-state");

    Files.writeString(directory().saved(), state);
    assertThat(machine.resume(said::add)).isTrue();
    assertRunsOn();
  }

  @Test
  void aStateThatQemuCannotReadIsGivenUp() throws IOException {
    machine.save(said::add);
    Path devices = directory().savedDevices();
    var time = Files.getLastModifiedTime(devices);
    byte[] bytes = Files.readAllBytes(devices);
    bytes[0] ^= 1;
    Files.write(devices, bytes);
    Files.setLastModifiedTime(devices, time);

    assertThat(machine.resume(said::add)).isFalse();

    assertThat(String.join("\n", said)).contains("the saved state can't be resumed (");
    assertThat(machine.isRunning()).isFalse();
    assertThat(machine.start(tiny().build(), said::add)).isTrue();
  }

  @Test
  void whenTheDiskOfTheHostIsFullTheGuestRunsOn() throws IOException {
    Files.createSymbolicLink(directory().savedDevices(), Path.of("/dev/full"));

    assertThatThrownBy(() -> machine.save(said::add))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("can't be saved and runs on");

    assertThat(machine.isRunning()).isTrue();
    assertThat(machine.isSaved()).isFalse();
    try (Console console = machine.console()) {
      console.sendLine("still there?");
      console.await("still there?", SOON);
    }
  }

  @Test
  void aSaveThatWasKilledBeforeItsEndLeavesAMachineThatRunsOn() throws IOException {
    try (QmpClient qmp = machine.qmp()) {
      qmp.execute("stop");
      qmp.execute("migrate", Map.of("uri", "file:" + directory().savedDevices()));
    }

    assertThat(machine.stop(SOON, said::add))
        .as("by the power button")
        .isEqualTo(StopOutcome.CLEAN);
  }

  @Test
  void aQemuThatDiedWhileItWasSavedLeavesNothingToResume() throws Exception {
    try (QmpClient qmp = machine.qmp()) {
      qmp.execute("stop");
      qmp.execute("migrate", Map.of("uri", "file:" + directory().savedDevices()));
    }
    ProcessHandle qemu = ProcessHandle.of(machine.status().pid()).orElseThrow();
    qemu.destroyForcibly();
    qemu.onExit().get(20, TimeUnit.SECONDS);

    assertThat(machine.resume(said::add)).isFalse();
    assertThat(machine.start(tiny().build(), said::add)).isTrue();
    assertThat(directory().savedDevices()).doesNotExist();
  }

  @Test
  void foldersCannotBeSavedWhenTheGuestDoesNotLeaveThem() throws IOException {
    machine.stop(SOON, said::add);
    machine.start(tiny().share(new Share(home, "work")).build(), said::add);

    assertThatThrownBy(() -> machine.save(said::add))
        .isInstanceOfSatisfying(
            UnsavableException.class,
            e -> assertThat(e.reason()).contains("default", "the guest does not answer"));
    assertThat(machine.isRunning()).isTrue();
    assertThat(directory().memory()).doesNotExist();
  }
}
