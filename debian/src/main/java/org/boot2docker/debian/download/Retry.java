package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import org.boot2docker.formats.text.Progress;

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

  /** One try. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Tries. */
    T run() throws IOException;
  }

  /**
   * Tries until it works, or trying again makes no sense.
   *
   * @param progress hears why it is tried again
   */
  <T> T run(URI location, Progress progress, Attempt<T> attempt) throws IOException {
    return run(location, progress, e -> false, attempt);
  }

  /**
   * Tries until it works, or trying again makes no sense.
   *
   * @param progress hears why it is tried again
   * @param isFinal whether it makes none, of what this package does not know
   */
  public <T> T run(
      URI location, Progress progress, Predicate<IOException> isFinal, Attempt<T> attempt)
      throws IOException {
    for (int number = 1; ; number++) {
      pauseBefore(number);
      try {
        return attempt.run();
      } catch (IOException e) {
        if (isFinal(e) || isFinal.test(e) || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        String problem = location + ": " + reason(e);
        if (number >= attempts) {
          throw new IOException(problem + " (tried " + number + " times): check the network", e);
        }
        progress.say(problem + "; trying again");
      }
    }
  }

  private static boolean isFinal(IOException e) {
    return e instanceof NotFoundException
        || e instanceof ForbiddenException
        || e instanceof HashMismatchException
        || e instanceof CacheException
        || e instanceof InterruptedIOException;
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "no connection";
    }
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }
}
