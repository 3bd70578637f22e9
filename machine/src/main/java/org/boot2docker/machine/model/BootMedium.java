package org.boot2docker.machine.model;

import java.nio.file.Path;

/** What the guest boots from; never written to. */
public sealed interface BootMedium {

  /** The image file that it all comes from: an ISO, or the kernel of a direct boot. */
  Path image();

  /** An ISO in a CD drive. */
  record Cd(Path image) implements BootMedium {}

  /** A hybrid ISO, or another raw image, as a USB stick. */
  record UsbStick(Path image) implements BootMedium {}

  /** A hybrid ISO, or another raw image, as a virtio disk. */
  record VirtioDisk(Path image) implements BootMedium {}

  /**
   * A kernel and an initramfs that QEMU itself puts in memory, without firmware's disk functions
   * and boot loader.
   *
   * @param image what they were taken from
   * @param kernel the kernel's file
   * @param initramfs the file of the RAM file system
   * @param commandLine kernel parameters
   * @param whenEmulated kernel parameters before those on a machine without acceleration
   */
  record Kernel(Path image, Path kernel, Path initramfs, String commandLine, String whenEmulated)
      implements BootMedium {

    /**
     * What makes Linux faster where each of its instructions is translated: timers that end at the
     * next tick, 250 times a second, instead of waking a processor for each, as Go's runtime wants
     * thousands of times a second; and no measures against a real processor's speculation, of which
     * an emulated one has none.
     */
    public static final String FOR_EMULATION = "highres=off mitigations=off";

    /** Files that were not taken from an image, of a system that is started as it is. */
    public Kernel(Path kernel, Path initramfs, String commandLine) {
      this(kernel, kernel, initramfs, commandLine, "");
    }
  }
}
