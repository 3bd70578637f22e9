package org.boot2docker.formats.iso;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What isolinux.bin wants to know about itself at bytes 8 to 63 (mkisofs' -boot-info-table). */
final class BootInfoTable {
  private static final int START = 8;
  private static final int END = 64;

  private BootInfoTable() {}

  /** A copy of the boot loader with the table filled in. */
  static byte[] patch(byte[] loader, int sector) {
    byte[] patched = loader.clone();
    Arrays.fill(patched, START, END, (byte) 0);
    ByteBuffer.wrap(patched)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(START)
        .putInt(IsoLayout.PRIMARY_DESCRIPTOR)
        .putInt(sector)
        .putInt(loader.length)
        .putInt(checksum(loader));
    return patched;
  }

  /** The sum of the little-endian words from byte 64 on. */
  private static int checksum(byte[] loader) {
    byte[] words = Arrays.copyOfRange(loader, END, Math.max(END, loader.length + 3 & ~3));
    ByteBuffer buffer = ByteBuffer.wrap(words).order(ByteOrder.LITTLE_ENDIAN);
    int sum = 0;
    while (buffer.hasRemaining()) {
      sum += buffer.getInt();
    }
    return sum;
  }
}
