package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * How often to try, and how long to wait in between.
 *
 * @param attempts tries for each location, at least 1
 * @param firstPause wait before the second try; doubles each time
 */
public record Retry(int attempts, Duration firstPause) {

  /** Four tries with one, two and four seconds between them. */
  public static final Retry DEFAULT = new Retry(4, Duration.ofSeconds(1));

  /** Waits before the try with this number, counted from 1. */
  public void pauseBefore(int attempt) throws IOException {
    if (attempt < 2) {
      return;
    }
    try {
      Thread.sleep(firstPause.multipliedBy(1L << Math.min(attempt - 2, 6)).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
