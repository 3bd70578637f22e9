package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.machine.model.MachineException;

/** Images that a user names. */
final class Images {
  private Images() {}

  /**
   * Checks that one is there and can be read.
   *
   * @throws MachineException with a line for the user when it can't
   */
  static void require(Path image) throws IOException {
    Optional<String> fault = InputFile.fault(image);
    if (fault.isPresent()) {
      throw new MachineException(
          "image %s %s: build one with 'boot2docker build', or name another with --iso"
              .formatted(image, fault.get()));
    }
  }
}
