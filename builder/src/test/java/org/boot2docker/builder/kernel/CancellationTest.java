package org.boot2docker.builder.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.LoggedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CancellationTest {
  @TempDir Path directory;

  @Test
  void makeAndAllThatItStartedEndBeforeTheProgramMay() throws Exception {
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      FutureTask<Throwable> work = stubbornWork(cancellation);
      new Thread(work).start();
      long stubborn = awaitPid(directory.resolve("pid"));

      cancellation.cancel();

      assertThat(work.get(30, TimeUnit.SECONDS)).hasMessageContaining("cancelled");
      assertThat(ProcessHandle.of(stubborn).filter(ProcessHandle::isAlive)).isEmpty();
      assertThatThrownBy(cancellation::check).hasMessageContaining("cancelled");
    }
  }

  @Test
  void makeAndAllThatItStartedEndWhenItsThreadIsInterrupted() throws Exception {
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      FutureTask<Throwable> work = stubbornWork(cancellation);
      Thread thread = new Thread(work);
      thread.start();
      long stubborn = awaitPid(directory.resolve("pid"));

      thread.interrupt();

      assertThat(work.get(30, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
      assertThat(ProcessHandle.of(stubborn).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  /** Runs make with a program that SIGTERM does not end, and gives what make's caller is thrown. */
  private FutureTask<Throwable> stubbornWork(Cancellation cancellation) throws IOException {
    Files.writeString(
        directory.resolve("Makefile"),
        "all:\n\t@sh -c 'trap \"\" TERM; echo $$$$ > pid; while :; do sleep 1; done'\n");
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    Make make =
        new Make(new LoggedProgram(directory, environment, directory.resolve("log"), cancellation));
    return new FutureTask<>(
        () -> {
          try {
            make.run(line -> {}, "all");
            return new AssertionError("it ended well");
          } catch (IOException e) {
            cancellation.close();
            return e;
          }
        });
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
        "all:\n"
            + "\t@echo cc; echo 'a.c:1:2: error: no such thing'; echo 'b.c:3:4: error: no'; exit"
            + " 1\n");
    Path log = directory.resolve("log");
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      Make make =
          new Make(
              new LoggedProgram(
                  directory, Map.of("PATH", System.getenv("PATH")), log, cancellation));

      assertThatThrownBy(() -> make.run(line -> {}, "all"))
          .hasMessageContaining("a.c:1:2: error: no such thing")
          .hasMessageContaining(log.toString());
    }
    assertThat(Files.readAllLines(log)).containsAll(List.of("cc", "b.c:3:4: error: no"));
  }
}
