package org.boot2docker.machine.qemu;

import org.boot2docker.contract.Architecture;

/**
 * What QEMU calls an architecture and what it has for it.
 *
 * @param program the program that emulates it
 * @param machineType the machine that the guest sees
 * @param emulatedProcessor the processor when the guest is emulated
 */
record QemuTarget(String program, String machineType, String emulatedProcessor) {

  static QemuTarget of(Architecture architecture) {
    return switch (architecture) {
      // Without "enhanced rep movsb" of x86: Linux would copy and clear memory with it, which QEMU
      // executes one byte at a time.
      case AMD64 -> new QemuTarget("qemu-system-x86_64", "q35", "max,-erms,-fsrm");
      case ARM64 -> new QemuTarget("qemu-system-aarch64", "virt", "max");
    };
  }
}
