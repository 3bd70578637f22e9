package org.boot2docker.machine.model;

import java.io.IOException;
import java.util.List;

/** A failure that the user can act on: one line, and details where they help. */
public class MachineException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> details;

  /** One complete line: what is wrong, where, what to do next. */
  public MachineException(String message) {
    this(message, List.of());
  }

  /** As above, with lines to show before it, such as the last ones of the guest's console. */
  public MachineException(String message, List<String> details) {
    super(message);
    this.details = List.copyOf(details);
  }

  /** As the first, with its cause. */
  public MachineException(String message, Throwable cause) {
    super(message, cause);
    this.details = List.of();
  }

  /** Lines that help to understand the message; empty when there are none. */
  public List<String> details() {
    return details == null ? List.of() : details;
  }
}
