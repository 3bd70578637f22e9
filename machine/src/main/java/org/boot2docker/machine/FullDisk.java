package org.boot2docker.machine;

import java.time.Duration;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.qmp.QmpException;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * A guest whose disk could not be written for there was no room on this host: QEMU holds it, as its
 * drives do unless told otherwise ({@code werror=enospc}), and nothing is lost when it goes on.
 */
final class FullDisk {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final String STATUS = "io-error";

  private FullDisk() {}

  /** Whether the guest is held; not while QEMU does not answer. */
  static boolean holds(MachineDirectory directory) {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), LIMIT)) {
      return qmp.status().equals(STATUS);
    } catch (QmpException e) {
      return false;
    }
  }

  /** Lets a guest that is held try again. */
  static void tryAgain(MachineDirectory directory) {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), LIMIT)) {
      if (qmp.status().equals(STATUS)) {
        qmp.execute("cont");
      }
    } catch (QmpException e) {
      // Whoever has the machine's lock finds out what is wrong with QEMU.
    }
  }

  /** What the user is to know and do. */
  static MachineException exception(MachineDirectory directory) {
    return new MachineException(
        "the guest stands still, for this computer's disk is full: make room for %s, then run 'boot2docker up %s'"
            .formatted(directory.path(), directory.name()));
  }
}
