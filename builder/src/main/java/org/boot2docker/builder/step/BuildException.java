package org.boot2docker.builder.step;

import java.io.IOException;

/** A build can't go on; the message is one line that says what is wrong, where, and what to do. */
public final class BuildException extends IOException {

  /** A reason that needs no cause. */
  public BuildException(String message) {
    super(message);
  }

  /** A reason with its cause, for {@code --debug}. */
  public BuildException(String message, Throwable cause) {
    super(message, cause);
  }
}
