package org.boot2docker.machine.qemu;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.contract.Architecture;

/**
 * Machine code of the smallest guest that shows it ran, by ending QEMU in a way nothing else does.
 */
final class ProbeImage {
  /** Port of QEMU's isa-debug-exit device: a byte n written there ends QEMU with status 2n+1. */
  private static final int EXIT_PORT = 0x501;

  private static final int TOKEN = 0x2a;

  /** SeaBIOS finds no boot sector on a disk smaller than a cylinder. */
  private static final int DISK_SIZE = 1 << 20;

  private static final int BOOT_SIGNATURE = 510;

  private ProbeImage() {}

  static byte[] of(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> amd64();
      case ARM64 -> arm64();
    };
  }

  /** QEMU's exit status after the guest ran; that of arm64 powers itself off. */
  static int exit(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> 2 * TOKEN + 1;
      case ARM64 -> 0;
    };
  }

  /** How QEMU gets the guest, which lies in a file. */
  static List<String> arguments(Architecture architecture, Path file) {
    return switch (architecture) {
      case AMD64 ->
          List.of(
              "-drive",
              "if=ide,format=raw,file=" + file,
              "-device",
              "isa-debug-exit,iosize=1,iobase=" + EXIT_PORT);
      // The machine virt has its device tree in the first MiB of memory, which starts at 1 GiB.
      case ARM64 ->
          List.of("-device", "loader,force-raw=on,addr=0x40200000,cpu-num=0,file=" + file);
    };
  }

  /** A disk whose boot sector writes the token to the exit port. */
  private static byte[] amd64() {
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
  private static byte[] arm64() {
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
