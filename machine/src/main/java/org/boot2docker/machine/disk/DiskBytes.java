package org.boot2docker.machine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a virtual disk, to be read only. */
interface DiskBytes extends Closeable {

  /** Size of the disk in bytes, as the guest sees it. */
  long size();

  /** Fills the rest of the buffer from an offset on, with zeros beyond the end. */
  void read(long offset, ByteBuffer to) throws IOException;

  /** Bytes from an offset on, zeros beyond the end. */
  default byte[] at(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    read(offset, buffer);
    return buffer.array();
  }

  /** Whether there is this ASCII text at an offset. */
  default boolean has(long offset, String text) throws IOException {
    byte[] there = at(offset, text.length());
    return new String(there, StandardCharsets.ISO_8859_1).equals(text);
  }
}
