package org.boot2docker.machine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir private Path folder;

  private static MachineSpec spec(Settings settings) {
    return settings.spec(
        new BootMedium.Cd(Path.of("a.iso")),
        Architecture.AMD64,
        DataDisk.qcow2(Path.of("own.qcow2")));
  }

  @Test
  void whatIsChosenNowGoesOverWhatWasChosenEarlier() {
    Settings earlier =
        Settings.none().with(Setting.MEMORY, "512").with(Setting.DISK, List.of("/a", "/b"));

    Settings now = Settings.none().with(Setting.DISK, "/c").with(Setting.UEFI).over(earlier);

    assertThat(now).hasToString("--memory 512 --disk /c --uefi");
  }

  @Test
  void oneMediumExcludesTheOther() {
    Settings usb = Settings.none().with(Setting.USB);

    assertThat(Settings.none().with(Setting.CD).over(usb)).hasToString("--cd");
  }

  @Test
  void differencesNameTheOptionAndWhatIsThere() {
    Settings running = Settings.none().with(Setting.MEMORY, "512").with(Setting.DISK, "/a");
    Settings given =
        Settings.none()
            .with(Setting.MEMORY, "1024")
            .with(Setting.DISK, "/a")
            .with(Setting.PUBLISH, "1:2")
            .with(Setting.UEFI);

    assertThat(given.differences(running))
        .containsExactly(
            "--memory 1024 (it has --memory 512)",
            "--publish 1:2 (it has none)",
            "--uefi (it has none)");
    assertThat(running.differences(running)).isEmpty();
  }

  @Test
  void theFileHoldsThemAll() throws IOException {
    MachineDirectory directory = new MachineDirectory(folder);
    Settings settings =
        Settings.none()
            .with(Setting.USB)
            .with(Setting.SHARE, List.of("/a:/a", "/b:tag:ro"))
            .with(Setting.CPUS, "3");

    assertThat(SettingsFile.read(directory)).isEqualTo(Settings.none());
    SettingsFile.write(settings, directory);

    assertThat(SettingsFile.read(directory)).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"--cpus\": 3}|line 1",
        "{\"--cpus\": 3}|--cpus",
        "{\"--colour\": []}|--colour",
        "null|null",
        "[]|line 1",
        "``|line 1",
        "{\"--memory\": []}|--memory: it has no value",
        "{\"--memory\": null}|--memory: null is no value here",
        "{\"--memory\": [null]}|--memory: null is no value here",
        "{\"--memory\": [\"1\", \"2\"]}|--memory: it has 2 values",
        "{\"--memory\": [\"much\"]}|'much' is not a number",
        "{\"--memory\": [\"99999999999\"]}|--memory",
        "{\"--uefi\": [\"yes\"]}|--uefi",
        "{\"--iso\": [\"\"]}|--iso",
        "{\"--iso\": [\"a\\u0000b\"]}|--iso",
        "{\"--publish\": [\"0:80\"]}|--publish",
        "{\"--publish\": [\"80-\"]}|--publish",
        "{\"--share\": [\"/a:\"]}|--share",
        "{\"--accelerator\": [\"vmx\"]}|--accelerator",
        "{\"--arch\": [\"m68k\"]}|--arch"
      })
  void aDamagedFileIsNamed(String text, String part) throws IOException {
    MachineDirectory directory = new MachineDirectory(folder);
    Files.writeString(directory.settings(), text);

    assertThatThrownBy(() -> SettingsFile.read(directory))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(directory.settings().toString(), part);
  }

  @Test
  void aFileThatIsNoTextIsNamed() throws IOException {
    MachineDirectory directory = new MachineDirectory(folder);
    Files.write(directory.settings(), new byte[] {0, (byte) 0xff, 1});

    assertThatThrownBy(() -> SettingsFile.read(directory))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(directory.settings().toString(), "UTF-8", "delete");
  }

  @Test
  void aFolderInItsPlaceIsNamed() throws IOException {
    MachineDirectory directory = new MachineDirectory(folder);
    Files.createDirectory(directory.settings());

    assertThatThrownBy(() -> SettingsFile.read(directory))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(directory.settings().toString(), "is a folder", "delete");
  }

  @Test
  void becomeTheSpecificationOfAMachine() {
    MachineSpec spec =
        spec(
            Settings.none()
                .with(Setting.MEMORY, "512")
                .with(Setting.DISK, List.of("/a.img", "/b.qcow2"))
                .with(Setting.PUBLISH, List.of("8080:80", "0.0.0.0:53-54:53-54/udp"))
                .with(Setting.SHARE, "/x:tag:ro"));

    assertThat(spec.memoryMiB()).isEqualTo(512);
    assertThat(spec.disks())
        .extracting(disk -> disk.format().qemuName())
        .containsExactly("raw", "qcow2");
    assertThat(spec.forwards()).hasToString("[8080:80, 0.0.0.0:53:53/udp, 0.0.0.0:54:54/udp]");
    assertThat(spec.shares()).hasToString("[/x:tag:ro]");
  }

  @Test
  void twiceTheSamePortOfTheHostIsAnError() {
    Settings twice = Settings.none().with(Setting.PUBLISH, List.of("18080:80", "18080:81"));

    assertThatThrownBy(() -> spec(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("18080");
  }
}
