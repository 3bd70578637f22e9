package org.boot2docker.machine.model;

import java.util.Locale;

/** What executes the guest's instructions. */
public enum Accelerator {
  /** The Linux kernel's virtualisation, {@code /dev/kvm}. */
  KVM("Linux"),
  /** Apple's Hypervisor framework. */
  HVF("Mac OS X"),
  /** The Windows Hypervisor Platform. */
  WHPX("Windows"),
  /** QEMU's own translator: works everywhere, about ten times slower. */
  TCG("");

  private final String systemPrefix;

  Accelerator(String systemPrefix) {
    this.systemPrefix = systemPrefix;
  }

  /** QEMU's name of it. */
  public String qemuName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that QEMU name.
   *
   * @throws IllegalArgumentException with a line for the user when there is none
   */
  public static Accelerator ofQemuName(String name) {
    for (Accelerator accelerator : values()) {
      if (accelerator.qemuName().equals(name.toLowerCase(Locale.ROOT))) {
        return accelerator;
      }
    }
    throw new IllegalArgumentException(
        "accelerator '" + name + "' is unknown: choose kvm, hvf, whpx or tcg");
  }

  /** Whether an operating system, by its {@code os.name}, can have it. */
  public boolean fits(String osName) {
    return osName.startsWith(systemPrefix);
  }
}
