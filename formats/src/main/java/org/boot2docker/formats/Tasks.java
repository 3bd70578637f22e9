package org.boot2docker.formats;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Work that other threads do for one that waits. */
public final class Tasks {
  private Tasks() {}

  /** Waits for work. */
  @FunctionalInterface
  public interface Wait<T> {
    /** Gives what came of it, as {@link java.util.concurrent.Future#get()} does. */
    T get() throws InterruptedException, ExecutionException;
  }

  /**
   * Waits.
   *
   * @throws InterruptedIOException when this thread is interrupted meanwhile, which stays so
   * @throws IOException that the work threw; any other fault of it is the cause
   */
  public static <T> T await(Wait<T> wait) throws IOException {
    try {
      return wait.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  /**
   * Interrupts all work and waits for its end, so that nothing is written any more when the caller
   * goes on.
   *
   * @param patience how long to wait at most
   */
  public static void end(ExecutorService pool, Duration patience) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
