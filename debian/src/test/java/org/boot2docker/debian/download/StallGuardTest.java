package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StallGuardTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void aReaderThatTakesItsTimeIsNoStalledServer() throws Exception {
    try (PipedOutputStream server = new PipedOutputStream();
        InputStream guarded = new StallGuard(new PipedInputStream(server), PATIENCE, timer)) {
      server.write(new byte[] {1, 2});
      server.flush();
      assertThat(guarded.read()).isEqualTo(1);
      Thread.sleep(5 * PATIENCE.toMillis());
      assertThat(guarded.read()).isEqualTo(2);
    }
  }

  /** Sends nothing; whoever reads wakes when it is closed. */
  private static final class Silent extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int read() throws IOException {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void aServerThatSendsNothingIsGivenUp() throws IOException {
    try (InputStream guarded = new StallGuard(new Silent(), PATIENCE, timer)) {
      assertThatThrownBy(guarded::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no data came");
    }
  }
}
