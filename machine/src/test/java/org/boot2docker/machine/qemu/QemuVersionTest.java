package org.boot2docker.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.Accelerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QemuVersionTest {

  private static Qemu qemu(int major, int minor) {
    return new Qemu(Path.of("/usr/bin/qemu"), new QemuVersion(major, minor, 0), Architecture.AMD64);
  }

  @ParameterizedTest
  @CsvSource({
    "QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2+deb13u1~bpo12+1), 10.0.2",
    "QEMU emulator version 7.2.17 (Debian 1:7.2+dfsg-7+deb12u13), 7.2.17",
    "QEMU emulator version 9.2, 9.2.0",
    "QEMU emulator version 10.1.50 (v10.1.0-1234-gabcdef), 10.1.50",
  })
  void readsTheVersionLine(String line, String expected) {
    assertThat(QemuVersion.parse(line).orElseThrow()).hasToString(expected);
  }

  @Test
  void takesNothingElseForAVersion() {
    assertThat(QemuVersion.parse("usage: qemu [options]")).isEmpty();
    assertThat(QemuVersion.parse("version 99999999999.1")).isEmpty();
  }

  @Test
  void ordersByNumberNotByText() {
    assertThat(new QemuVersion(10, 0, 0)).isGreaterThan(new QemuVersion(9, 2, 4));
  }

  @Test
  void refusesByNameAVersionThatCrashesEmulatedGuests() {
    assertThatThrownBy(() -> qemu(7, 2).check(Accelerator.TCG, false, Progress.SILENT))
        .isInstanceOf(QemuMissingException.class)
        .hasMessageContaining("7.2.0")
        .hasMessageContaining("install it with: ");
  }

  @Test
  void warnsOfAnUntriedVersionAndOfAnOldOneThatIsAccepted() throws Exception {
    List<String> said = new ArrayList<>();

    qemu(9, 2).check(Accelerator.TCG, false, said::add);
    qemu(7, 2).check(Accelerator.TCG, true, said::add);

    assertThat(said).hasSize(2).allMatch(line -> line.startsWith("warning: QEMU "));
  }

  @Test
  void takesAnyVersionWithAcceleration() throws Exception {
    List<String> said = new ArrayList<>();

    qemu(6, 0).check(Accelerator.KVM, false, said::add);
    qemu(10, 0).check(Accelerator.TCG, false, said::add);

    assertThat(said).isEmpty();
  }

  @Test
  void findsTheInstalledQemu() throws Exception {
    Qemu found = Qemu.find(Architecture.AMD64, System.getenv());

    assertThat(found.version()).isGreaterThanOrEqualTo(new QemuVersion(10, 0, 0));
  }

  @Test
  void namesTheCommandThatInstallsAMissingQemu() {
    assertThatThrownBy(
            () -> Qemu.find(Architecture.AMD64, Map.of("BOOT2DOCKER_QEMU", "/nowhere/qemu")))
        .isInstanceOfSatisfying(
            QemuMissingException.class, e -> assertThat(e.command()).contains("qemu"))
        .hasMessageContaining("is not installed");
  }
}
