package org.boot2docker.boottest.script;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The parts of an ISO that the guest's scripts read, and something to copy. */
final class Volume {
  private static final int DESCRIPTOR = 16 * 2048;
  private static final int MIB = 1 << 20;

  private Volume() {}

  /**
   * An image.
   *
   * @param mib its size
   * @param created year, month, day, hour, minute, second
   */
  static byte[] of(String label, int mib, String created) {
    byte[] image = new byte[mib * MIB];
    new Random(label.hashCode()).nextBytes(image);
    put(image, 1, "CD001");
    put(image, 40, label + " ".repeat(32 - label.length()));
    for (int i = 0; i < 4; i++) {
      image[DESCRIPTOR + 80 + i] = (byte) (image.length / 2048 >> 8 * i);
    }
    put(image, 813, created + "00");
    return image;
  }

  private static void put(byte[] image, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, image, DESCRIPTOR + at, bytes.length);
  }
}
