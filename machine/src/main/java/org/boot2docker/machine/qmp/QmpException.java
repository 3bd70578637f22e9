package org.boot2docker.machine.qmp;

import org.boot2docker.machine.model.MachineException;

/** QEMU refused a command, or didn't answer. */
public class QmpException extends MachineException {
  private static final long serialVersionUID = 1L;

  QmpException(String message) {
    super(message);
  }

  QmpException(String message, Throwable cause) {
    super(message, cause);
  }

  /** QEMU answered that it can't do it, and so has not done it. */
  public static final class Refused extends QmpException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String command, String reason) {
      super("QEMU refused %s: %s".formatted(command, reason));
      this.reason = reason;
    }

    /** QEMU's own words. */
    public String reason() {
      return reason;
    }
  }
}
