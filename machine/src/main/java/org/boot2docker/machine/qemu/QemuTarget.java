package org.boot2docker.machine.qemu;

import java.util.List;
import org.boot2docker.contract.Architecture;

/**
 * What QEMU calls an architecture and what it has for it.
 *
 * @param program the program that emulates it
 * @param machineType the machine that the guest sees
 * @param withoutSata what the machine is told when nothing needs its SATA controller; empty when it
 *     has none
 * @param emulatedProcessor the processor when the guest is emulated
 * @param cd the devices of a CD drive whose medium is the drive {@code boot}
 * @param packages what has the program and the UEFI firmware, by family of systems
 */
record QemuTarget(
    String program,
    String machineType,
    String withoutSata,
    String emulatedProcessor,
    List<String> cd,
    Packages packages) {

  /** Names of packages, separated by spaces. */
  record Packages(String debian, String fedora, String arch, String suse, String alpine) {}

  static QemuTarget of(Architecture architecture) {
    return switch (architecture) {
      // Without "enhanced rep movsb" of x86: Linux would copy and clear memory with it, which QEMU
      // executes one byte at a time.
      case AMD64 ->
          new QemuTarget(
              "qemu-system-x86_64",
              "q35",
              ",sata=off",
              "max,-erms,-fsrm",
              List.of("ide-cd,drive=boot,bootindex=0"),
              new Packages(
                  "qemu-system-x86 ovmf",
                  "qemu-system-x86 edk2-ovmf",
                  "qemu-system-x86 edk2-ovmf",
                  "qemu-x86 qemu-ovmf-x86_64",
                  "qemu-system-x86_64 ovmf"));
      // The interrupt controller is the newest that there is: version 2 ends at eight processors.
      // An
      // older processor than "max" has neither authenticated pointers nor a fifth level of page
      // tables, both of which cost an emulator much. virt has no SATA.
      case ARM64 ->
          new QemuTarget(
              "qemu-system-aarch64",
              "virt,gic-version=max",
              "",
              "neoverse-n1",
              List.of("virtio-scsi-pci", "scsi-cd,drive=boot,bootindex=0"),
              new Packages(
                  "qemu-system-arm qemu-efi-aarch64",
                  "qemu-system-aarch64 edk2-aarch64",
                  "qemu-system-aarch64 edk2-aarch64",
                  "qemu-arm qemu-uefi-aarch64",
                  "qemu-system-aarch64 aavmf"));
    };
  }
}
