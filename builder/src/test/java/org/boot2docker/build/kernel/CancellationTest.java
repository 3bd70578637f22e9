package org.boot2docker.build.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CancellationTest {
  @TempDir Path directory;

  @Test
  void makeAndAllThatItStartedEndBeforeTheProgramMay() throws Exception {
    Files.writeString(
        directory.resolve("Makefile"),
        "all:\n\t@sh -c 'trap \"\" TERM; echo $$$$ > pid; while :; do sleep 1; done'\n");
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      Make make =
          new Make(
              directory,
              Map.of("PATH", System.getenv("PATH")),
              directory.resolve("log"),
              cancellation);
      CompletableFuture<Throwable> work =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  make.run(line -> {}, "all");
                  return new AssertionError("it ended well");
                } catch (Exception e) {
                  cancellation.close();
                  return e;
                }
              });
      long stubborn = awaitPid(directory.resolve("pid"));

      cancellation.cancel();

      assertThat(work.get(30, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
      assertThat(ProcessHandle.of(stubborn).filter(ProcessHandle::isAlive)).isEmpty();
      assertThatThrownBy(cancellation::check).hasMessageContaining("cancelled");
    }
  }

  private static long awaitPid(Path file) throws Exception {
    while (!Files.exists(file) || Files.size(file) == 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return Long.parseLong(Files.readString(file).strip());
  }

  @Test
  void theFirstErrorIsQuotedWithTheLogsPath() throws Exception {
    Files.writeString(
        directory.resolve("Makefile"),
        "all:\n\t@echo cc; echo 'a.c:1:2: error: no such thing'; echo 'b.c:3:4: error: no'; exit 1\n");
    Path log = directory.resolve("log");
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      Make make = new Make(directory, Map.of("PATH", System.getenv("PATH")), log, cancellation);

      assertThatThrownBy(() -> make.run(line -> {}, "all"))
          .hasMessageContaining("a.c:1:2: error: no such thing;")
          .hasMessageContaining(log.toString());
    }
    assertThat(Files.readAllLines(log)).containsAll(List.of("cc", "b.c:3:4: error: no"));
  }
}
