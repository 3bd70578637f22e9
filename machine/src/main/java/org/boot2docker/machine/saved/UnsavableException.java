package org.boot2docker.machine.saved;

import org.boot2docker.machine.model.MachineException;

/** A machine can't be saved, and runs on. */
public final class UnsavableException extends MachineException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** One line: what is wrong, and what to do. */
  public UnsavableException(String reason, String remedy) {
    super(reason + ": " + remedy);
    this.reason = reason;
  }

  UnsavableException(String reason, String remedy, Throwable cause) {
    super(reason + ": " + remedy, cause);
    this.reason = reason;
  }

  /** What is wrong, without what to do: for those who do something else instead. */
  public String reason() {
    return reason;
  }
}
