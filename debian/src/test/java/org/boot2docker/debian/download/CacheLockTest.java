package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.boot2docker.debian.testing.Events;
import org.boot2docker.formats.file.HeldLock.Kind;
import org.boot2docker.formats.text.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheLockTest {
  @TempDir Path directory;
  private final Events events = new Events();

  /** Run as another process by the test: arguments are the lock and its kind. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      Kind kind = Kind.valueOf(arguments[1]);
      CacheLock lock =
          CacheLock.acquire(Path.of(arguments[0]), kind, Duration.ZERO, Progress.SILENT);
      System.out.println("held");
      if (System.in.read() < 0) {
        lock.close();
      }
    }
  }

  private Path file() {
    return directory.resolve("lock");
  }

  @Test
  void aSecondRunInThisProcessIsKeptOut() throws IOException {
    try (CacheLock first = CacheLock.acquire(file(), Kind.ALONE, Duration.ZERO, events)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> CacheLock.acquire(file(), Kind.ALONE, Duration.ZERO, events))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining(directory.toString());
    }
    CacheLock.acquire(file(), Kind.ALONE, Duration.ZERO, events).close();
  }

  @Test
  void anotherProcessIsWaitedForAndItsDeathFreesTheLock() throws Exception {
    Process other = start(Kind.ALONE);
    assertThatThrownBy(() -> CacheLock.acquire(file(), Kind.ALONE, Duration.ofMillis(300), events))
        .hasMessageContaining("another run of boot2docker");
    assertThat(events.lines()).singleElement().asString().contains("waiting");
    other.destroyForcibly().waitFor();
    CacheLock.acquire(file(), Kind.ALONE, Duration.ofSeconds(5), events).close();
  }

  @Test
  void aSharedLockKeepsOutOnlyWhoWantsItAlone() throws Exception {
    Process other = start(Kind.SHARED);
    CacheLock.acquire(file(), Kind.SHARED, Duration.ZERO, events).close();
    assertThat(CacheLock.tryAcquire(file(), Kind.ALONE)).isEmpty();
    other.destroyForcibly().waitFor();
    CacheLock.acquire(file(), Kind.ALONE, Duration.ofSeconds(5), events).close();
  }

  /** Returns when it holds the lock. */
  private Process start(Kind kind) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                List.of(java, "-cp", path, Holder.class.getName(), file().toString(), kind.name()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("held");
    return process;
  }
}
