package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.upgrade.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program that stands where QEMU does, and never starts. */
class InterruptedStartTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private Path seen = Path.of("unset");
  private Path before = Path.of("unset");
  private Path after = Path.of("unset");
  private Machine machine;

  @BeforeEach
  void make() throws IOException {
    before = image("before.img", 0);
    after = image("after.img", 1);
    seen = home.resolve("seen.yaml");
    Path qemu = home.resolve("qemu");
    Files.writeString(
        qemu,
        """
        #!/bin/sh
        [ "$1" != --version ] || { echo "QEMU emulator version 99.0.0"; exit; }
        cp "${0%/*}/machines/default/machine.yaml" "${0%/*}/seen.yaml"
        exit 1
        """);
    Files.setPosixFilePermissions(qemu, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put(Qemu.PROGRAM_VARIABLE, qemu.toString());
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    machine = Machine.named("default", environment);
  }

  private Path image(String name, int mark) throws IOException {
    Path image = TinyGuest.writeTo(home.resolve(name));
    byte[] bytes = Files.readAllBytes(image);
    bytes[bytes.length - 1] = (byte) mark;
    return Files.write(image, bytes);
  }

  private Settings tiny(Path image) {
    return Settings.none()
        .with(Setting.ISO, image.toString())
        .with(Setting.USB)
        .with(Setting.NO_DISK)
        .with(Setting.MEMORY, "128")
        .with(Setting.ACCELERATOR, "tcg");
  }

  private void up(Settings settings, boolean existing) throws IOException {
    machine.up(
        new UpRequest(
            settings, false, false, false, false, existing, all -> Path.of(before.toString())),
        Progress.SILENT);
  }

  @Test
  void theOptionsOfAStartAreKeptBeforeQemuRuns() {
    assertThatThrownBy(() -> up(tiny(before), false)).hasMessageContaining("QEMU did not start");

    assertThat(seen).as("if the command is killed now").content().contains("memory: 128");
    assertThat(machine.directory().configFile()).as("when it is refused").doesNotExist();
    assertThat(machine.exists()).isFalse();
  }

  @Test
  void whatIsStartedAgainIsNotMadeAnew() throws IOException {
    assertThatThrownBy(() -> up(tiny(before), true))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("deleted or renamed");

    assertThat(machine.directory().path()).doesNotExist();
  }

  /** As when it is killed while the new image boots. */
  private void interruptUpgrade() throws IOException {
    machine.directory().create();
    String image = after.toString();
    new MachineConfig(0, image, "amd64", "", "", "tcg", "99.0.0", 0).write(machine.directory());
    KeptSettings.write(tiny(after), machine.directory());
    Path kept = Files.copy(before, home.resolve("kept.iso"));
    new Trial(before.toString(), before.toString(), kept.toString(), image, false)
        .write(machine.directory());
  }

  private void upgradeTo(Path image) throws IOException {
    new Upgrade(machine, environment, Progress.SILENT)
        .run((now, folder) -> image, SHORT, Duration.ZERO);
  }

  @Test
  void anUpgradeThatIsRepeatedIsStillOnTrial() throws IOException {
    interruptUpgrade();

    assertThatThrownBy(() -> upgradeTo(after)).hasMessageContaining("going back to " + before);

    assertThat(machine.settings().one(Setting.ISO)).contains(before.toString());
  }

  @Test
  void anotherUpgradeAfterAnInterruptedOneGoesBackToWhatWorked() throws IOException {
    interruptUpgrade();
    Path third = image("third.img", 2);

    assertThatThrownBy(() -> upgradeTo(third)).hasMessageContaining("going back to " + before);

    assertThat(machine.settings().one(Setting.ISO)).contains(before.toString());
  }

  @Test
  void aDiskThatNamesAFileOfThisHostIsNotStarted() throws IOException {
    Path disk = machine.directory().disk();
    machine.directory().create();
    NewDisk.make(DataDisk.qcow2(disk), DiskSize.parse("1G"));
    byte[] bytes = Files.readAllBytes(disk);
    bytes[14] = 2;
    Files.write(disk, bytes);
    Settings settings = tiny(before).without(Setting.NO_DISK);

    assertThatThrownBy(() -> up(settings, false)).hasMessageContaining("backing file");
    assertThatThrownBy(() -> machine.requireStartable(settings, Optional.empty()))
        .hasMessageContaining("backing file");
  }

  @Test
  void openSshReadsAPathWithAPercentSign() throws IOException {
    Path odd = Files.createDirectory(home.resolve("50%h"));
    environment.put("BOOT2DOCKER_HOME", odd.toString());
    machine = Machine.named("default", environment);
    machine.directory().create();
    MachineConfig.initial().write(machine.directory());

    SshConfigFile.write(machine.directory());

    assertThat(machine.directory().sshConfig())
        .content()
        .contains("IdentityFile \"" + home + "/50%%h/machines/default/id_ed25519\"");
  }
}
