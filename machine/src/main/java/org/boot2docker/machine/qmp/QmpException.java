package org.boot2docker.machine.qmp;

import org.boot2docker.machine.model.MachineException;

/** QEMU refused a command, or didn't answer. */
public final class QmpException extends MachineException {
  private static final long serialVersionUID = 1L;

  QmpException(String message) {
    super(message);
  }

  QmpException(String message, Throwable cause) {
    super(message, cause);
  }
}
