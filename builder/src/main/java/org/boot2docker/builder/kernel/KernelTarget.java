package org.boot2docker.builder.kernel;

import org.boot2docker.contract.Architecture;

/**
 * What make calls an architecture and the kernel that it makes for it.
 *
 * @param architecture ARCH
 * @param image the goal that makes the compressed kernel
 * @param imagePath where that is then, below the sources
 */
record KernelTarget(String architecture, String image, String imagePath) {

  static KernelTarget of(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> new KernelTarget("x86_64", "bzImage", "arch/x86/boot/bzImage");
      case ARM64 -> new KernelTarget("arm64", "Image.gz", "arch/arm64/boot/Image.gz");
    };
  }
}
