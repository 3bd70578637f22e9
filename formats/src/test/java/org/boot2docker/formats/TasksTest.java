package org.boot2docker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TasksTest {

  @Test
  void theResultOrTheFaultComesOver() throws IOException {
    assertThat(Tasks.<String>await(CompletableFuture.completedFuture("done")::get))
        .isEqualTo("done");
    Future<String> missing = CompletableFuture.failedFuture(new FileNotFoundException("x"));
    assertThatThrownBy(() -> Tasks.await(missing::get)).isInstanceOf(FileNotFoundException.class);
    Future<String> wrong = CompletableFuture.failedFuture(new IllegalStateException("y"));
    assertThatThrownBy(() -> Tasks.await(wrong::get))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("y");
  }

  @Test
  void anInterruptedThreadStaysInterrupted() {
    Thread.currentThread().interrupt();
    Future<String> never = new CompletableFuture<>();
    assertThatThrownBy(() -> Tasks.await(never::get)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void workIsInterruptedAndItsEndWaitedFor() throws InterruptedException {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    CountDownLatch begun = new CountDownLatch(1);
    Future<?> work =
        pool.submit(
            () -> {
              begun.countDown();
              Thread.sleep(Duration.ofMinutes(5).toMillis());
              return 0;
            });
    begun.await();

    Tasks.end(pool, Duration.ofSeconds(20));

    assertThat(work.isDone()).isTrue();
    assertThat(pool.isTerminated()).isTrue();
  }
}
