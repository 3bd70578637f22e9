package org.boot2docker.machine.qemu;

import org.boot2docker.machine.model.MachineException;

/** QEMU isn't installed, or is too old; carries the command that installs a good one. */
public final class QemuMissingException extends MachineException {
  private static final long serialVersionUID = 1L;

  private final String command;

  QemuMissingException(String problem, String command) {
    super(problem + ": install it with: " + command);
    this.command = command;
  }

  /** What the user types. */
  public String command() {
    return command;
  }
}
