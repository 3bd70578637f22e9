package org.boot2docker.machine.settings;

import java.util.Arrays;
import java.util.Optional;

/** Something to choose about a machine. */
public enum Setting {
  /** The image's file. */
  ISO("--iso", false),
  /** The guest's architecture, by Debian's name. */
  ARCH("--arch", false),
  /** Memory in MiB. */
  MEMORY("--memory", false),
  /** Number of processors. */
  CPUS("--cpus", false),
  /** A disk image. */
  DISK("--disk", false),
  /** A folder of the host: {@code DIR:TAG[:ro]}. */
  SHARE("--share", false),
  /** A forwarded port: {@code HOST:GUEST}. */
  PUBLISH("--publish", false),
  /** Boot with UEFI. */
  UEFI("--uefi", true),
  /** Boot the image as a USB stick. */
  USB("--usb", true),
  /** Boot the image as a CD. */
  CD("--cd", true),
  /** QEMU's name of the accelerator. */
  ACCELERATOR("--accelerator", false);

  private final String option;
  private final boolean flag;

  Setting(String option, boolean flag) {
    this.option = option;
    this.flag = flag;
  }

  /** The option of the command line that chooses it. */
  public String option() {
    return option;
  }

  /** Whether the option has no value. */
  boolean isFlag() {
    return flag;
  }

  static Optional<Setting> ofOption(String option) {
    return Arrays.stream(values()).filter(s -> s.option.equals(option)).findFirst();
  }
}
