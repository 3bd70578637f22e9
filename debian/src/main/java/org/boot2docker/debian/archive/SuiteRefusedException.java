package org.boot2docker.debian.archive;

import java.io.IOException;

/** A suite that can't be used; the next of a list may. */
public final class SuiteRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String suite;

  SuiteRefusedException(String suite, String reason, IOException cause) {
    super("suite " + suite + " refused: " + reason, cause);
    this.suite = suite;
  }

  /** The suite as it was asked for. */
  public String suite() {
    return suite;
  }
}
