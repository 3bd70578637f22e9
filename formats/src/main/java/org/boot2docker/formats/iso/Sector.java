package org.boot2docker.formats.iso;

import java.io.IOException;
import java.io.OutputStream;

/** The unit of ISO 9660; GPT and MBR count in a quarter of it. */
final class Sector {
  static final int SIZE = 2048;

  /** Bytes in a block of MBR and GPT. */
  static final int BLOCK = 512;

  static final int BLOCKS = SIZE / BLOCK;

  private Sector() {}

  /** Sectors that hold a number of bytes. */
  static int count(long bytes) {
    return Math.toIntExact((bytes + SIZE - 1) / SIZE);
  }

  static void zeros(OutputStream out, long count) throws IOException {
    byte[] zeros = new byte[1 << 16];
    for (long left = count; left > 0; left -= zeros.length) {
      out.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }
}
