package org.boot2docker.builder.kernel;

import org.boot2docker.contract.Architecture;

/**
 * What make calls an architecture and the kernel that it makes for it.
 *
 * @param architecture ARCH
 * @param crossCompile CROSS_COMPILE: what the names of the compiler's programs begin with, empty on
 *     a machine of the architecture
 * @param image the goal that makes the compressed kernel
 * @param imagePath where that is then, below the sources
 */
record KernelTarget(String architecture, String crossCompile, String image, String imagePath) {

  static KernelTarget of(Architecture architecture) {
    String cross = crossCompile(architecture);
    return switch (architecture) {
      case AMD64 -> new KernelTarget("x86_64", cross, "bzImage", "arch/x86/boot/bzImage");
      case ARM64 -> new KernelTarget("arm64", cross, "vmlinuz.efi", "arch/arm64/boot/vmlinuz.efi");
    };
  }

  /** What a cross compiler's names begin with, empty for this machine's own architecture. */
  static String crossCompile(Architecture architecture) {
    return architecture == Architecture.host() ? "" : architecture.multiarch() + "-";
  }
}
