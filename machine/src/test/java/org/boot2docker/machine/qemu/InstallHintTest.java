package org.boot2docker.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallHintTest {

  @ParameterizedTest
  @CsvSource({
    "debian, , bookworm, sudo apt-get install -t bookworm-backports qemu-system-x86 ovmf",
    "debian, , trixie, sudo apt-get install qemu-system-x86 ovmf",
    "ubuntu, debian, noble, sudo apt-get install qemu-system-x86 ovmf",
    "fedora, , , sudo dnf install qemu-system-x86 edk2-ovmf",
    "rocky, rhel centos fedora, , sudo dnf install qemu-system-x86 edk2-ovmf",
    "arch, , , sudo pacman -S qemu-system-x86 edk2-ovmf",
  })
  void isThatOfTheDistribution(String id, String like, String codename, String expected) {
    Map<String, String> release =
        Map.of(
            "ID", id,
            "ID_LIKE", like == null ? "" : like,
            "VERSION_CODENAME", codename == null ? "" : codename);

    assertThat(InstallHint.of("Linux", release, Architecture.AMD64)).isEqualTo(expected);
  }

  @Test
  void isThatOfTheSystem() {
    assertThat(InstallHint.of("Mac OS X", Map.of(), Architecture.ARM64))
        .isEqualTo("brew install qemu");
    assertThat(InstallHint.of("Windows 11", Map.of(), Architecture.AMD64)).startsWith("winget ");
  }

  @Test
  void readsQuotedAndPlainValues() {
    assertThat(InstallHint.parse("ID=debian\nNAME=\"Debian GNU/Linux\"\n\n# comment\n"))
        .containsEntry("ID", "debian")
        .containsEntry("NAME", "Debian GNU/Linux");
  }
}
