package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.file.HeldLock.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process holds; StepCacheTest has several processes. */
class HeldLockTest {
  @TempDir private Path directory;
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = directory.resolve("lock");
  }

  @Test
  void oneProcessSharesALockWithItselfUntilTheLastLetsGo() throws IOException {
    HeldLock first = HeldLock.tryAcquire(file, Kind.SHARED).orElseThrow();
    HeldLock second = HeldLock.tryAcquire(file, Kind.SHARED).orElseThrow();
    assertThat(HeldLock.tryAcquire(file, Kind.ALONE)).isEmpty();

    first.close();
    first.close();

    assertThat(HeldLock.tryAcquire(file, Kind.ALONE)).as("the second is still held").isEmpty();
    second.close();
    try (HeldLock alone = HeldLock.tryAcquire(file, Kind.ALONE).orElseThrow()) {
      alone.note("me");
      assertThat(HeldLock.tryAcquire(file, Kind.SHARED)).isEmpty();
      assertThat(HeldLock.tryAcquire(Path.of(directory + "/./lock"), Kind.ALONE)).isEmpty();
    }
  }

  @Test
  void theOperatingSystemsLockStaysWhileOneIsHeld() throws Exception {
    HeldLock first = HeldLock.tryAcquire(file, Kind.SHARED).orElseThrow();
    try (HeldLock second = HeldLock.tryAcquire(file, Kind.SHARED).orElseThrow()) {
      first.close();
      assertThat(othersGetIt()).isFalse();
    }
    assertThat(othersGetIt()).isTrue();
  }

  /** Asked by a process of its own: to the system all threads of one are the same. */
  private boolean othersGetIt() throws Exception {
    return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                file.toString())
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }

  /** Ends with 0 when it can lock the file alone. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
          FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        System.exit(channel.tryLock() == null ? 1 : 0);
      }
    }
  }

  @Test
  void whoWaitsInTheProcessThatHoldsItDoesNotEndTheSystemsLock() throws Exception {
    List<String> holders = new ArrayList<>();
    try (HeldLock held = HeldLock.tryAcquire(file, Kind.ALONE).orElseThrow()) {
      held.note("me");
      assertThat(HeldLock.acquire(file, Kind.ALONE, Duration.ofMillis(1), holders::add)).isEmpty();
      assertThat(holders).containsExactly("me");
      assertThat(othersGetIt()).isFalse();
    }
  }
}
