package org.boot2docker.builder;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.boot2docker.formats.Tasks;

/** Does two pieces of work in parallel; when one fails, it interrupts the other. */
final class SideBySide {

  /** Long enough to end compilers and delete a tree of 80,000 files from a slow disk. */
  private static final Duration CLEANUP = Duration.ofSeconds(90);

  private SideBySide() {}

  /** The results of both. */
  record Both<A, B>(A first, B second) {}

  /**
   * Does both.
   *
   * @throws IOException what the one that failed first threw; the other was interrupted, and has
   *     ended
   */
  static <A, B> Both<A, B> run(Callable<A> first, Callable<B> second) throws IOException {
    FutureTask<A> one = new FutureTask<>(first);
    FutureTask<B> other = new FutureTask<>(second);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      ExecutorCompletionService<FutureTask<?>> ended = new ExecutorCompletionService<>(pool);
      ended.submit(one, one);
      ended.submit(other, other);
      ended.take().get().get();
      ended.take().get().get();
      return new Both<>(one.get(), other.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw asItWas(Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      Tasks.end(pool, CLEANUP);
    }
  }

  private static IOException asItWas(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException defect) {
      throw defect;
    }
    return failure instanceof IOException reason ? reason : new IOException(failure);
  }
}
