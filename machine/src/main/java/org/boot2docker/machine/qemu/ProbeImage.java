package org.boot2docker.machine.qemu;

import java.util.Arrays;
import org.boot2docker.machine.model.Architecture;

/**
 * Machine code of the smallest guest that shows it ran, by ending QEMU in a way nothing else does.
 */
final class ProbeImage {
  /** Port of QEMU's isa-debug-exit device: a byte n written there ends QEMU with status 2n+1. */
  static final int EXIT_PORT = 0x501;

  private static final int TOKEN = 0x2a;

  /** QEMU's exit status after the guest of {@link #amd64()} ran. */
  static final int AMD64_EXIT = 2 * TOKEN + 1;

  /**
   * QEMU's exit status after the guest of {@link #arm64()} ran: a guest that powered itself off.
   */
  static final int ARM64_EXIT = 0;

  /** SeaBIOS finds no boot sector on a disk smaller than a cylinder. */
  private static final int DISK_SIZE = 1 << 20;

  private static final int BOOT_SIGNATURE = 510;

  private ProbeImage() {}

  static byte[] of(Architecture architecture) {
    return architecture == Architecture.AMD64 ? amd64() : arm64();
  }

  /** A disk whose boot sector writes the token to the exit port. */
  static byte[] amd64() {
    int[] code = {
      0xba,
      EXIT_PORT & 0xff,
      EXIT_PORT >> 8, // mov dx, EXIT_PORT
      0xb0,
      TOKEN, // mov al, TOKEN
      0xee, // out dx, al
      0xfa, // cli
      0xf4, // hlt
      0xeb,
      0xfd // jmp to hlt
    };
    byte[] disk = Arrays.copyOf(bytes(code), DISK_SIZE);
    disk[BOOT_SIGNATURE] = 0x55;
    disk[BOOT_SIGNATURE + 1] = (byte) 0xaa;
    return disk;
  }

  /** Code for the start of memory that asks the firmware interface (PSCI) to power off. */
  static byte[] arm64() {
    return bytes(
        0x00,
        0x80,
        0xb0,
        0x52, // mov w0, #0x84000000
        0x00,
        0x01,
        0x80,
        0x72, // movk w0, #8: SYSTEM_OFF
        0x02,
        0x00,
        0x00,
        0xd4, // hvc #0
        0x00,
        0x00,
        0x00,
        0x14 // branch to itself
        );
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
