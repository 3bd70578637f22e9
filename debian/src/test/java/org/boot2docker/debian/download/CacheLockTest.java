package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.boot2docker.debian.testing.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {
  @TempDir Path directory;
  private final Events events = new Events();

  /** Run as another process by the test. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      CacheLock lock =
          CacheLock.acquire(new BlobCache(Path.of(arguments[0])), Duration.ZERO, Progress.SILENT);
      System.out.println("held");
      if (System.in.read() < 0) {
        lock.close();
      }
    }
  }

  @Test
  void aSecondRunInThisProcessIsKeptOut() throws IOException {
    BlobCache cache = new BlobCache(directory);
    try (CacheLock first = CacheLock.acquire(cache, Duration.ZERO, events)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> CacheLock.acquire(cache, Duration.ZERO, events))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining(directory.toString());
    }
    CacheLock.acquire(cache, Duration.ZERO, events).close();
  }

  @Test
  void anotherProcessIsWaitedForAndItsDeathFreesTheCache() throws Exception {
    BlobCache cache = new BlobCache(directory);
    Process other = start();
    assertThat(other.inputReader().readLine()).isEqualTo("held");
    assertThatThrownBy(() -> CacheLock.acquire(cache, Duration.ofMillis(300), events))
        .hasMessageContaining("another run of boot2docker");
    assertThat(events.lines()).singleElement().asString().contains("waiting");
    other.destroyForcibly().waitFor();
    CacheLock.acquire(cache, Duration.ofSeconds(5), events).close();
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(java, "-cp", path, Holder.class.getName(), directory.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
