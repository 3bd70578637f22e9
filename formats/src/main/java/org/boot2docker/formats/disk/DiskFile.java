package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The file of a disk image while it is written; it can be written in any order. */
record DiskFile(FileChannel channel) {

  void put(long at, byte[] bytes) throws IOException {
    put(at, bytes, bytes.length);
  }

  void put(long at, byte[] bytes, int length) throws IOException {
    ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
    while (from.hasRemaining()) {
      channel.write(from, at + from.position());
    }
  }

  /** Makes the file so long; what was not written are zeros. */
  void extend(long size) throws IOException {
    if (channel.size() < size) {
      put(size - 1, new byte[1]);
    }
  }
}
