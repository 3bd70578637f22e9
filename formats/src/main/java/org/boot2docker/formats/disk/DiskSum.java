package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.partition.Guid;

/**
 * What formats need for ids that other programs draw at random: a sum over the disk's content, so
 * that two images of the same disk are the same bytes.
 */
final class DiskSum {
  private final MessageDigest digest = Sha256.start();

  DiskSum(DiskContent disk) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, disk.size()));
  }

  void add(long number, byte[] chunk) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    digest.update(chunk);
  }

  /** The sum: 32 bytes. Nothing can be added after it. */
  byte[] bytes() {
    return digest.digest();
  }

  /** Of a disk that is not written at the same time. */
  static byte[] of(DiskContent disk) throws IOException {
    DiskSum sum = new DiskSum(disk);
    disk.chunks(1 << 16, sum::add);
    return sum.bytes();
  }

  /** One of the two ids that a sum is good for, as VHDX and GPT store them. */
  static byte[] guid(byte[] sum, int which) {
    byte[] stored = new byte[Guid.BYTES];
    Guid.ofHash(Arrays.copyOf(sum, sum.length), which * Guid.BYTES).put(stored, 0);
    return stored;
  }
}
