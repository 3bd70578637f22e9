package org.boot2docker.machine.model;

import java.util.Locale;

/** The processor architecture of the guest, named as Debian names it. */
public enum Architecture {
  /** 64-bit x86, QEMU's machine {@code q35}. */
  AMD64("x86_64", "q35", "ttyS0"),
  /** 64-bit ARM, QEMU's machine {@code virt}. */
  ARM64("aarch64", "virt", "ttyAMA0");

  private final String qemuName;
  private final String machineType;
  private final String consoleDevice;

  Architecture(String qemuName, String machineType, String consoleDevice) {
    this.qemuName = qemuName;
    this.machineType = machineType;
    this.consoleDevice = consoleDevice;
  }

  /** The program that emulates it, such as {@code qemu-system-x86_64}. */
  public String qemuProgram() {
    return "qemu-system-" + qemuName;
  }

  /** QEMU's machine type. */
  public String machineType() {
    return machineType;
  }

  /** Name of the first serial port in the guest, without {@code /dev/}. */
  public String consoleDevice() {
    return consoleDevice;
  }

  /** Debian's name, such as {@code amd64}. */
  public String debianName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The architecture of the machine that runs this program; amd64 when it is none of ours. */
  public static Architecture host() {
    return of(System.getProperty("os.arch", ""));
  }

  static Architecture of(String osArch) {
    String name = osArch.toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? ARM64 : AMD64;
  }
}
