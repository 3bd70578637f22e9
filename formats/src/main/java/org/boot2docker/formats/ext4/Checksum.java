package org.boot2docker.formats.ext4;

import java.util.zip.CRC32C;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * The sums of ext4 (metadata_csum): CRC-32C from all ones, without the complement at the end, over
 * the UUID and what follows.
 */
final class Checksum {
  private final CRC32C crc = new CRC32C();

  private Checksum() {}

  static Checksum of(byte[] bytes, int length) {
    Checksum sum = new Checksum();
    sum.crc.update(bytes, 0, length);
    return sum;
  }

  Checksum number(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    LittleEndian.put(bytes, 0, bytes.length, value);
    return bytes(bytes, bytes.length);
  }

  Checksum bytes(byte[] bytes, int length) {
    crc.update(bytes, 0, length);
    return this;
  }

  long value() {
    return ~crc.getValue() & 0xffffffffL;
  }
}
