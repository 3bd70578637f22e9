package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.Architecture;

/**
 * The two files of a UEFI firmware.
 *
 * @param code the firmware itself, read only
 * @param variables an empty store of variables, to copy
 */
public record FirmwareFiles(Path code, Path variables) {

  private static final List<FirmwareFiles> AMD64 =
      List.of(
          // Debian, Ubuntu
          of("/usr/share/OVMF/", "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd"),
          of("/usr/share/OVMF/", "OVMF_CODE.fd", "OVMF_VARS.fd"),
          // Fedora
          of("/usr/share/edk2/ovmf/", "OVMF_CODE.fd", "OVMF_VARS.fd"),
          // Arch
          of("/usr/share/edk2/x64/", "OVMF_CODE.4m.fd", "OVMF_VARS.4m.fd"),
          // openSUSE
          of("/usr/share/qemu/", "ovmf-x86_64-code.bin", "ovmf-x86_64-vars.bin"));

  private static final List<FirmwareFiles> ARM64 =
      List.of(
          // Debian, Ubuntu
          of("/usr/share/AAVMF/", "AAVMF_CODE.no-secboot.fd", "AAVMF_VARS.fd"),
          of("/usr/share/AAVMF/", "AAVMF_CODE.fd", "AAVMF_VARS.fd"),
          // Fedora
          of("/usr/share/edk2/aarch64/", "QEMU_EFI-pflash.raw", "vars-template-pflash.raw"),
          // Arch
          of("/usr/share/edk2/aarch64/", "QEMU_CODE.fd", "QEMU_VARS.fd"),
          // openSUSE
          of("/usr/share/qemu/", "aavmf-aarch64-code.bin", "aavmf-aarch64-vars.bin"));

  private static FirmwareFiles of(String folder, String code, String variables) {
    return new FirmwareFiles(Path.of(folder, code), Path.of(folder, variables));
  }

  /**
   * Finds the firmware in the usual places of the distributions, then beside QEMU itself, where
   * QEMU's own installers (Homebrew, Windows) put it.
   *
   * @throws QemuMissingException when there is none
   */
  public static FirmwareFiles find(Qemu qemu) throws IOException {
    List<FirmwareFiles> places = new ArrayList<>(ofDistributions(qemu.architecture()));
    Path bin = qemu.program().toRealPath().getParent();
    for (String share : List.of("../share/qemu/", "share/")) {
      places.add(ofQemu(qemu.architecture(), bin + "/" + share));
    }
    return places.stream()
        .filter(FirmwareFiles::exist)
        .findFirst()
        .orElseThrow(
            () ->
                new QemuMissingException(
                    "no UEFI firmware for " + qemu.architecture().debianName() + " was found",
                    InstallHint.forThisSystem(qemu.architecture())));
  }

  private static List<FirmwareFiles> ofDistributions(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> AMD64;
      case ARM64 -> ARM64;
    };
  }

  private static FirmwareFiles ofQemu(Architecture architecture, String folder) {
    return switch (architecture) {
      case AMD64 -> of(folder, "edk2-x86_64-code.fd", "edk2-i386-vars.fd");
      case ARM64 -> of(folder, "edk2-aarch64-code.fd", "edk2-arm-vars.fd");
    };
  }

  private boolean exist() {
    return Files.isReadable(code) && Files.isReadable(variables);
  }
}
