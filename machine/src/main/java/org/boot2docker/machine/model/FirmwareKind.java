package org.boot2docker.machine.model;

/** The firmware that boots the guest. */
public enum FirmwareKind {
  /** SeaBIOS, which comes with QEMU; amd64 only. */
  BIOS,
  /** EDK II (OVMF, AAVMF), with its variables kept in the machine's folder. */
  UEFI
}
