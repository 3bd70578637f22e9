package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Waits between two looks at something that changes by itself. */
public final class Pause {
  private Pause() {}

  /** Waits. */
  public static void seconds(int seconds) throws IOException {
    millis(seconds * 1000L);
  }

  /** Waits. */
  public static void millis(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
