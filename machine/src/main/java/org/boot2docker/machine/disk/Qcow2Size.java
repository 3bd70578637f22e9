package org.boot2docker.machine.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Changes the size of a disk in QEMU's copy-on-write format (QEMU's docs/interop/qcow2.rst). */
final class Qcow2Size {
  private static final int SIZE_OFFSET = 24;

  private Qcow2Size() {}

  /**
   * Gives a disk that no QEMU uses a larger size.
   *
   * @return false when its first table of clusters doesn't reach so far
   */
  static boolean grow(Path file, long bytes) throws IOException {
    try (RawBytes read = new RawBytes(file)) {
      Qcow2Header header = Qcow2Header.read(read);
      if (bytes > header.reach()) {
        return false;
      }
    }
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw");
        FileChannel channel = disk.getChannel()) {
      channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes), SIZE_OFFSET);
      channel.force(false);
    }
    return true;
  }
}
