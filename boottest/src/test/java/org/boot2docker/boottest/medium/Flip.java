package org.boot2docker.boottest.medium;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.boot2docker.machine.model.FirmwareKind;

/**
 * A bit of a medium that is not what it was.
 *
 * @param part what of the medium it is in
 * @param offset of its byte, from the medium's start
 * @param bit from 0 to 7
 * @param firmware what boots the medium
 */
record Flip(Part part, long offset, int bit, FirmwareKind firmware) {

  /** Flips it; a second time, and all is as before. */
  void apply(Path medium) throws IOException {
    try (FileChannel file =
        FileChannel.open(medium, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      if (file.read(one, offset) != 1) {
        throw new IOException(medium + " has no byte " + offset);
      }
      file.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1 << bit)}), offset);
    }
  }

  @Override
  public String toString() {
    return "%s, byte %d, bit %d, %s".formatted(part, offset, bit, firmware);
  }
}
