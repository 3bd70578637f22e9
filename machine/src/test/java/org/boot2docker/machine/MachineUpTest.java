package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.MachineConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Brings up real QEMUs with a guest of one boot sector on a USB stick. */
@Execution(ExecutionMode.CONCURRENT)
class MachineUpTest {
  @TempDir private Path temporary;
  private Path home = Path.of("unset");

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> environment = new HashMap<>();
  private Path guest = Path.of("unset");
  private Machine machine;

  @BeforeEach
  void make() throws IOException {
    home = Files.createDirectory(temporary.resolve("b2d ü x"));
    guest = TinyGuest.writeTo(home.resolve("tiny.img"));
    environment.putAll(System.getenv());
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    machine = Machine.named("default", environment);
  }

  @AfterEach
  void stop() throws IOException {
    machine.stop(Duration.ZERO, Progress.SILENT);
  }

  private Settings tiny() {
    return Settings.none()
        .with(Setting.ISO, guest.toString())
        .with(Setting.USB)
        .with(Setting.MEMORY, "128")
        .with(Setting.ACCELERATOR, "tcg");
  }

  private boolean up(Settings settings) throws IOException {
    return up(settings, false);
  }

  private boolean up(Settings settings, boolean forget) throws IOException {
    UpRequest request =
        new UpRequest(
            settings,
            forget,
            false,
            false,
            false,
            all -> Path.of(all.one(Setting.ISO).orElse(guest.toString())));
    return machine.up(request, said::add);
  }

  private String command() throws IOException {
    return Files.readString(machine.directory().qemuCommand());
  }

  private Path disk() throws IOException {
    Path disk = Files.writeString(home.resolve("d.img"), "boot2docker, please format-me");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(128 << 20);
    }
    return disk;
  }

  @Test
  void aRunningMachineTakesOnlyTheOptionsThatItHas() throws IOException {
    assertThat(up(tiny())).isTrue();

    assertThat(said).doesNotContain("machine default runs already");
    assertThat(up(tiny())).isFalse();
    assertThat(said).contains("machine default runs already");
    assertThat(up(Settings.none())).isFalse();
    assertThatThrownBy(() -> up(tiny().with(Setting.MEMORY, "256")))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll("--memory 256", "--memory 128", "boot2docker restart");
    String disk = disk().toString();
    assertThatThrownBy(() -> up(Settings.none().with(Setting.DISK, disk)))
        .hasMessageContainingAll("--disk " + disk, "boot2docker restart");
    assertThatThrownBy(() -> up(Settings.none(), true))
        .hasMessageContainingAll("--defaults", "boot2docker stop");
    Path missing = home.resolve("missing.iso");
    assertThatThrownBy(() -> up(Settings.none().with(Setting.ISO, missing.toString())))
        .hasMessageContainingAll(missing + " does not exist");
    assertThat(machine.isRunning()).isTrue();
  }

  @Test
  void aSavedMachineIsSaidToBeResumed() throws IOException {
    up(tiny());
    machine.save(said::add);
    said.clear();

    assertThat(up(Settings.none())).isTrue();
    assertThat(said).contains("machine default is resumed, with all that ran");
  }

  @Test
  void aSavedMachineTakesOtherSettingsAtItsNextBootAndSaysSo() throws IOException {
    up(tiny());
    machine.save(said::add);

    List<String> waiting =
        machine.keep(
            before -> before.with(Setting.MEMORY, "256").with(Setting.STOP, "save"), said::add);

    assertThat(waiting).containsExactly("--memory 256 (it has --memory 128)");
  }

  @Test
  void aSavedMachineDoesNotLoseThePortOfAContainerToAForward() throws IOException {
    int port = freePort();
    int other = freePort();
    up(tiny());
    Files.writeString(
        machine.directory().ports(),
        ("[{'port':{'protocol':'TCP','address':'127.0.0.1','port':%d,'inner':false},'problem':'','target':'web:80/tcp'},"
                + "{'port':{'protocol':'TCP','address':'::1','port':%d,'inner':false},'problem':'','target':'other:80/tcp'}]")
            .formatted(port, other)
            .replace('\'', '"'));
    machine.save(said::add);

    assertThatThrownBy(() -> up(Settings.none().with(Setting.PUBLISH, port + ":80")))
        .hasMessageContainingAll(port + " of this host", "web:80/tcp");
    assertThat(machine.isSaved()).isTrue();
    assertThat(up(Settings.none().with(Setting.PUBLISH, other + ":80")))
        .as("the container's is at ::1")
        .isTrue();
    machine.stop(Duration.ZERO, Progress.SILENT);
    assertThat(machine.directory().ports()).doesNotExist();
  }

  @Test
  void theNextStartHasTheOptionsOfTheLastAndSaysSo() throws IOException {
    String disk = disk().toString();
    up(tiny().with(Setting.DISK, disk));
    machine.stop(Duration.ZERO, Progress.SILENT);
    said.clear();

    up(Settings.none().with(Setting.MEMORY, "256"));

    assertThat(command()).contains("file=" + disk, "\n256M\n");
    assertThat(said).anyMatch(line -> line.contains("--disk " + disk) && line.contains("--usb"));
    assertThat(said).noneMatch(line -> line.contains("--memory"));
    machine.stop(Duration.ZERO, Progress.SILENT);

    up(tiny(), true);
    assertThat(command()).doesNotContain(disk);
  }

  @Test
  void onlyWhatCountsIsSaidToBeKept() throws IOException {
    up(tiny().with(Setting.NO_DISK));
    machine.stop(Duration.ZERO, Progress.SILENT);
    said.clear();

    up(Settings.none().with(Setting.DISK_SIZE, "1G"));

    assertThat(said).anyMatch(line -> line.contains("kept settings") && line.contains("--usb"));
    assertThat(said).noneMatch(line -> line.contains("--no-disk"));
  }

  @Test
  void whatAStartWouldRefuseIsKnownWhileTheMachineStillRuns() throws IOException {
    Path share = Files.createDirectory(home.resolve("share"));
    up(tiny().with(Setting.DISK_SIZE, "3G"));
    machine.keep(Settings.none().with(Setting.SHARE, share.toString())::over, said::add);
    machine.requireStartable(Settings.none().with(Setting.DISK_SIZE, "4G"), Optional.empty());

    assertThatThrownBy(
            () ->
                machine.requireStartable(
                    Settings.none().with(Setting.DISK_SIZE, "1G"), Optional.empty()))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("choose 3G or more");
    assertThatThrownBy(
            () ->
                machine.requireStartable(
                    Settings.none().with(Setting.ACCELERATOR, "whpx"), Optional.empty()))
        .as("what Windows has")
        .hasMessageContainingAll("WHPX", "--accelerator tcg");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings port = Settings.none().with(Setting.PUBLISH, taken.getLocalPort() + ":80");
      assertThatThrownBy(() -> machine.requireStartable(port, Optional.empty()))
          .hasMessageContaining(taken.getLocalPort() + " of this host is taken");
      Files.writeString(
          machine.directory().ports(),
          "[{'port':{'protocol':'TCP','address':'127.0.0.1','port':%d,'inner':false},'problem':''}]"
              .formatted(taken.getLocalPort())
              .replace('\'', '"'));
      machine.requireStartable(port, Optional.empty());
    }
    Files.writeString(machine.directory().identity(), "copy");
    assertThatThrownBy(
            () -> machine.requireStartable(Settings.none().with(Setting.USB), Optional.of(guest)))
        .hasMessageContaining("is a copy");
    Files.delete(machine.directory().identity());
    Files.delete(share);
    assertThatThrownBy(() -> machine.requireStartable(Settings.none(), Optional.empty()))
        .as("a kept setting")
        .hasMessageContaining(share.toString());
    Path gone = home.resolve("gone.img");
    machine.keep(Settings.none().with(Setting.DISK, gone.toString())::over, said::add);
    assertThatThrownBy(() -> machine.requireStartable(Settings.none(), Optional.empty()))
        .hasMessageContaining(gone.toString());
    assertThat(machine.isRunning()).isTrue();
  }

  @Test
  void whatIsRefusedLeavesNoMachine() {
    String missing = home.resolve("missing").toString();
    assertThatThrownBy(() -> up(tiny().with(Setting.ISO, missing)));
    assertThatThrownBy(() -> up(tiny().with(Setting.DISK, missing)));
    assertThatThrownBy(() -> up(tiny().with(Setting.SHARE, missing)))
        .hasMessageContaining("shared folder " + missing);

    assertThat(machine.exists()).isFalse();
    assertThat(machine.directory().path()).doesNotExist();
  }

  @Test
  void aNewMachineHasADiskOfItsOwn() throws IOException {
    Path own = machine.directory().disk();
    up(tiny());
    assertThat(command()).contains("format=qcow2,discard=unmap,file=" + own);
    assertThat(NewDisk.size(own)).isEqualTo(20L << 30);
    assertThatThrownBy(() -> up(Settings.none().with(Setting.NO_DISK)))
        .hasMessageContainingAll("--no-disk (it has --disk-size 20G)", "boot2docker restart");
    machine.stop(Duration.ZERO, Progress.SILENT);

    said.clear();
    up(Settings.none());
    assertThat(command()).contains("file=" + own);
    assertThat(said).as("the usual size needs no word").noneMatch(l -> l.contains("--disk-size"));
    machine.stop(Duration.ZERO, Progress.SILENT);

    assertThatThrownBy(() -> up(Settings.none().with(Setting.DISK_SIZE, "1G")))
        .hasMessageContainingAll(own + " has 20G", "choose 20G or more");
    up(Settings.none().with(Setting.DISK_SIZE, "30G"));
    assertThat(NewDisk.size(own)).isEqualTo(30L << 30);
    machine.stop(Duration.ZERO, Progress.SILENT);
    machine.keep(before -> before.with(Setting.DISK_SIZE, "40G"), said::add);
    up(Settings.none());
    assertThat(NewDisk.size(own)).as("kept by resize").isEqualTo(40L << 30);
    machine.stop(Duration.ZERO, Progress.SILENT);

    up(Settings.none().with(Setting.NO_DISK));
    assertThat(command()).doesNotContain(own.toString());
    assertThat(own).exists();
    machine.stop(Duration.ZERO, Progress.SILENT);
    up(tiny(), true);
    assertThat(command()).as("--defaults finds the disk again").contains("file=" + own);
    machine.stop(Duration.ZERO, Progress.SILENT);

    machine.remove(Progress.SILENT);
    assertThat(own).doesNotExist();
  }

  @Test
  void aMachineThatWasMadeWithoutADiskKeepsItsDataInRam() throws IOException {
    machine.directory().create();
    MachineConfig.initial().write(machine.directory());

    up(tiny());
    assertThat(command()).doesNotContain("id=disk");
    assertThatThrownBy(() -> up(Settings.none().with(Setting.DISK_SIZE, "1G")))
        .hasMessageContainingAll("--disk-size 1G (it has --no-disk)");
    assertThat(up(Settings.none().with(Setting.NO_DISK))).isFalse();
    machine.stop(Duration.ZERO, Progress.SILENT);

    up(Settings.none().with(Setting.DISK_SIZE, "1G"));
    assertThat(command()).contains("file=" + machine.directory().disk());
  }

  @Test
  void aBlankDiskEndsUpUnlessItIsToBeFormatted() throws IOException {
    Path disk = disk();
    Files.write(disk, new byte[0]);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(128 << 20);
    }
    Settings blank = tiny().with(Setting.DISK, disk.toString());
    assertThatThrownBy(() -> up(blank)).hasMessageContainingAll(disk + " is blank", "--format");
    assertThatThrownBy(() -> upFormatting(tiny())).hasMessageContaining("--disk");
    assertThat(machine.exists()).isFalse();

    assertThat(upFormatting(blank)).isTrue();
    assertThat(Files.newInputStream(disk).readNBytes(28))
        .asString()
        .isEqualTo("boot2docker, please format-me".substring(0, 28));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void assertListens(int port, boolean listens) {
    assertThat(HostPorts.isFree(HostPort.local(port)))
        .as("port %d is free", port)
        .isNotEqualTo(listens);
  }

  @Test
  void aRunningMachineTakesPortsAtOnceAndKeepsThem() throws IOException {
    int first = freePort();
    int second = freePort();
    up(tiny().with(Setting.PUBLISH, first + ":80"));
    assertListens(first, true);

    assertThat(up(Settings.none().with(Setting.PUBLISH, second + ":80"))).isFalse();
    assertListens(first, false);
    assertListens(second, true);
    assertThat(machine.settings().all(Setting.PUBLISH)).containsExactly(second + ":80");

    List<String> waiting =
        machine.keep(
            before -> before.with(Setting.MEMORY, "256").without(Setting.PUBLISH), said::add);
    assertThat(waiting).containsExactly("--memory 256 (it has --memory 128)");
    assertListens(second, false);
    said.clear();
    up(Settings.none());
    assertThat(said).anyMatch(line -> line.contains("--memory 256") && line.contains("restart"));
    machine.stop(Duration.ZERO, Progress.SILENT);
    up(Settings.none());
    assertThat(command()).contains("\n256M\n");
  }

  @Test
  void aDamagedSettingsFileIsSaidWithItsPlace() throws IOException {
    machine.directory().create();
    Files.writeString(machine.directory().configFile(), "cpus: 1\nmemroy: 128\n");
    assertThatThrownBy(() -> up(tiny()))
        .hasMessageContaining(machine.directory().configFile() + ":2:1: 'memroy'")
        .hasMessageContaining("memory?");
  }

  private boolean upFormatting(Settings settings) throws IOException {
    return machine.up(new UpRequest(settings, false, false, true, false, all -> guest), said::add);
  }

  @Test
  void aFirstStartThatIsRefusedLeavesNothing() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings taken = tiny().with(Setting.PUBLISH, other.getLocalPort() + ":80");

      assertThatThrownBy(() -> up(taken)).hasMessageContaining("is taken");
    }
    assertThat(machine.directory().path()).doesNotExist();
  }

  @Test
  void aFirstStartThatQemuRefusesIsStillTheFirst() throws IOException {
    Settings withDisk = tiny().with(Setting.DISK, disk().toString());
    Map<String, String> elsewhere = new HashMap<>(environment);
    elsewhere.put("BOOT2DOCKER_HOME", home.resolve("elsewhere").toString());
    Machine other = Machine.named("other", elsewhere);
    other.up(new UpRequest(withDisk, false, false, false, false, all -> guest), said::add);
    try {
      assertThatThrownBy(() -> up(withDisk))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("d.img");
    } finally {
      other.stop(Duration.ZERO, Progress.SILENT);
    }

    assertThat(machine.directory().config()).doesNotExist();
    up(tiny());
    assertThat(command()).as("a disk of its own").contains(machine.directory().disk().toString());
  }

  @Test
  void aDiskOfAnotherMachineIsSaidWithThatMachine() throws IOException {
    Settings withDisk = tiny().with(Setting.DISK, disk().toString());
    Machine other = Machine.named("other", environment);
    other.up(new UpRequest(withDisk, false, false, false, false, all -> guest), said::add);
    try {
      assertThatThrownBy(() -> up(withDisk))
          .isInstanceOf(MachineException.class)
          .hasMessageContainingAll("d.img", "in use by machine other");
    } finally {
      other.stop(Duration.ZERO, Progress.SILENT);
    }
  }

  @Test
  void aGuestThatNeverGotItsIdentityIsEndedByTheNextStart() throws IOException {
    up(tiny());
    long process = machine.status().pid();
    // As after a kill of 'up' between the template's memory and the answer to the identity.
    Files.createFile(machine.directory().unidentified());

    assertThat(up(tiny())).as("it starts anew").isTrue();

    assertThat(machine.status().pid()).isNotEqualTo(process);
    assertThat(machine.directory().unidentified()).doesNotExist();
  }

  @Test
  void portsThatContainersHadEndWithTheMachine() throws IOException {
    up(tiny());
    Files.writeString(machine.directory().ports(), "[]");
    machine.stop(Duration.ZERO, Progress.SILENT);
    assertThat(machine.directory().ports()).doesNotExist();
  }

  @Test
  void aSavedMachineWhosePortIsTakenIsResumedWithAnother() throws IOException {
    int first = freePort();
    int second = freePort();
    up(tiny().with(Setting.NO_DISK).with(Setting.PUBLISH, first + ":80"));
    machine.save(said::add);
    try (ServerSocket other = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      assertThatThrownBy(() -> up(Settings.none())).hasMessageContaining("is taken");

      up(Settings.none().with(Setting.PUBLISH, second + ":80"));

      assertThat(machine.wasResumed()).isTrue();
      assertListens(second, true);
      assertThat(SettingsFile.read(machine.directory()).all(Setting.PUBLISH))
          .containsExactly(second + ":80");
    }
    assertThat(machine.settings().all(Setting.PUBLISH)).containsExactly(second + ":80");
  }

  @Test
  void aStateIsKeptWhenTheStartThatGivesItUpIsRefused() throws IOException {
    up(tiny().with(Setting.NO_DISK));
    machine.save(said::add);
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings taken = tiny().with(Setting.PUBLISH, other.getLocalPort() + ":80");

      assertThatThrownBy(
              () ->
                  machine.up(
                      new UpRequest(taken, false, false, false, true, all -> guest), said::add))
          .hasMessageContaining("is taken");
    }
    assertThat(machine.isSaved()).isTrue();
  }

  @Test
  void aTakenPortIsNamedWithWhoHasIt() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> up(tiny().with(Setting.PUBLISH, port + ":80")))
          .isInstanceOf(MachineException.class)
          .hasMessageContainingAll(
              "port " + port, "process " + ProcessHandle.current().pid() + " (java)", "-p");
    }
  }

  @Test
  void aSecondUpWaitsForTheFirst() throws Exception {
    List<Boolean> started = Collections.synchronizedList(new ArrayList<>());
    Thread second = new Thread(() -> started.add(upQuietly()));
    UpRequest first =
        new UpRequest(
            tiny(),
            false,
            false,
            false,
            false,
            all -> {
              second.start();
              awaitSaid("waiting for boot2docker up (process " + ProcessHandle.current().pid());
              return guest;
            });

    assertThat(machine.up(first, said::add)).isTrue();

    second.join();
    assertThat(started).containsExactly(false);
  }

  private boolean upQuietly() {
    try {
      return up(tiny());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitSaid(String text) throws IOException {
    for (int i = 0; i < 300 && said.stream().noneMatch(line -> line.contains(text)); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    assertThat(said).anyMatch(line -> line.contains(text));
  }
}
