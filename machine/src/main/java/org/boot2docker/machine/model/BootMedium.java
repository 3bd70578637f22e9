package org.boot2docker.machine.model;

import java.nio.file.Path;

/** What the guest boots from; never written to. */
public sealed interface BootMedium {

  /** The image file: an ISO, or the kernel of a direct boot. */
  Path image();

  /** An ISO in a CD drive. */
  record Cd(Path image) implements BootMedium {}

  /** A hybrid ISO, or another raw image, as a USB stick. */
  record UsbStick(Path image) implements BootMedium {}

  /** A hybrid ISO, or another raw image, as a virtio disk. */
  record VirtioDisk(Path image) implements BootMedium {}

  /** A kernel and an initramfs that QEMU itself puts in memory, without boot loader. */
  record Kernel(Path image, Path initramfs, String commandLine) implements BootMedium {}
}
