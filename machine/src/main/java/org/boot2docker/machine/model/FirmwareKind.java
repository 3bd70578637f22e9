package org.boot2docker.machine.model;

/** The firmware that boots the guest. */
public enum FirmwareKind {
  /** None: QEMU itself starts the kernel that it is given, where there is no BIOS to do that. */
  NONE,
  /** SeaBIOS, which comes with QEMU; amd64 only. */
  BIOS,
  /** EDK II (OVMF, AAVMF), with its variables kept in the machine's folder. */
  UEFI
}
