package org.boot2docker.guest.init.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.boot2docker.guest.system.kernel.FakeKernel;

/** Puts disks into a machine in memory. */
record DiskShelf(FakeKernel kernel) {
  private static final int MAGIC = 1024 + 0x38;
  private static final int COMPATIBLE = 1024 + 0x5c;
  private static final int FEATURES = 1024 + 0x60;
  private static final int LABEL = 1024 + 0x78;
  static final long MIB = 1 << 20;

  /** A device that begins with these bytes. */
  void attach(String name, long bytes, byte[] start) {
    kernel
        .file("/sys/class/block/" + name + "/size", bytes / 512 + "\n")
        .file("/dev/" + name, start);
  }

  /** A partition, which lies at an offset of its disk. */
  void partition(String name, int number, long offset, long bytes, byte[] start) {
    attach(name, bytes, start);
    kernel
        .file("/sys/class/block/" + name + "/partition", number + "\n")
        .file("/sys/class/block/" + name + "/start", offset / 512 + "\n");
  }

  /** The beginning of ext4 with blocks of 4 KiB. */
  static byte[] ext4(String label, long bytes, long free) {
    byte[] start = new byte[4096];
    start[MAGIC] = 0x53;
    start[MAGIC + 1] = (byte) 0xef;
    start[FEATURES] = 0x40;
    start[COMPATIBLE] = 0x4;
    start[1024 + 0x18] = 2;
    number(start, 1024 + 0x4, bytes / 4096);
    number(start, 1024 + 0xc, free / 4096);
    text(start, LABEL, label);
    return start;
  }

  /** The beginning of a disk that asks to be formatted. */
  static byte[] request() {
    byte[] words = "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(words, 4096);
  }

  /** The beginning of swap space. */
  static byte[] swap(String label) {
    byte[] start = new byte[4096];
    text(start, 4086, "SWAPSPACE2");
    text(start, 1052, label);
    return start;
  }

  private static void number(byte[] to, int at, long value) {
    for (int i = 0; i < 4; i++) {
      to[at + i] = (byte) (value >> 8 * i);
    }
  }

  private static void text(byte[] to, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      to[at + i] = (byte) text.charAt(i);
    }
  }
}
