package org.boot2docker.boottest.medium;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.FlippedBit;
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
    FlippedBit.at(medium, offset, bit);
  }

  @Override
  public String toString() {
    return "%s, byte %d, bit %d, %s".formatted(part, offset, bit, firmware);
  }
}
