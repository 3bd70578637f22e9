package org.boot2docker.formats.service;

import java.util.Optional;

/** Whether a service that has ended by itself is started again. */
public enum Restart {
  /** Whatever its end was. */
  ALWAYS("yes"),

  /** Unless it ended well, or somebody ended it by SIGTERM or SIGKILL. */
  ON_FAILURE("failure"),

  /** It runs once. */
  NEVER("no");

  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int BY_SIGNAL = 128;

  private final String key;

  Restart(String key) {
    this.key = key;
  }

  static Optional<Restart> of(String key) {
    for (Restart restart : values()) {
      if (restart.key.equals(key)) {
        return Optional.of(restart);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether it is started again after this end.
   *
   * @param code its exit code, or 128 plus the number of the signal that ended it
   */
  public boolean isWantedAfter(int code) {
    boolean meant = code == 0 || code == BY_SIGNAL + SIGTERM || code == BY_SIGNAL + SIGKILL;
    return this == ALWAYS || (this == ON_FAILURE && !meant);
  }
}
