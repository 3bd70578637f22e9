package org.boot2docker.machine.state;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * How a program that was given a bounded time ended.
 *
 * @param exit its exit status; empty when it was ended because its time was over
 * @param output what it wrote to both streams, the first 64 KiB of it
 */
public record ShortRun(OptionalInt exit, String output) {
  private static final int MOST_OUTPUT = 65536;

  /**
   * Runs a program without input and ends it when it takes too long.
   *
   * @throws IOException when it can't be started
   */
  public static ShortRun of(List<String> command, Duration limit) throws IOException {
    return of(command, Map.of(), limit);
  }

  /** The same, with more environment variables than this program has. */
  public static ShortRun of(List<String> command, Map<String, String> more, Duration limit)
      throws IOException {
    // A file, not a pipe: a daemon that the program leaves behind would hold a pipe open.
    Path output = Files.createTempFile("boot2docker-run", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(new File(isWindows() ? "NUL" : "/dev/null"))
              .redirectOutput(output.toFile());
      builder.environment().putAll(more);
      Process process = builder.start();
      boolean ended = false;
      try {
        ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while " + command.get(0) + " was running", e);
      } finally {
        if (!ended) {
          process.destroyForcibly();
        }
      }
      return new ShortRun(
          ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty(), read(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static String read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
