package org.boot2docker.boottest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of this machine; a test fails when it is missing, for then nothing is checked. */
public final class HostTool {
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(5);

  private HostTool() {}

  /**
   * How a program ended.
   *
   * @param exit its exit code
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int exit, String out, String err) {

    /** The same, when it ended with 0; the test fails otherwise. */
    public Result succeeded() {
      assertThat(exit).as("exit code; it said:%n%s%s", out, err).isZero();
      return this;
    }
  }

  /** Runs a program in a directory. */
  public static Result run(Path directory, String... command) throws IOException {
    return run(directory, Map.of(), USUAL_LIMIT, List.of(command));
  }

  /** Takes a file or a directory out of an ISO, to a path in another directory. */
  public static void extract(Path iso, String path, Path directory, String to) throws IOException {
    String file = iso.toAbsolutePath().toString();
    run(directory, "xorriso", "-osirrox", "on", "-indev", file, "-extract", path, to).succeeded();
  }

  /** Runs a program with variables added to its environment; it is killed when it takes longer. */
  public static Result run(
      Path directory, Map<String, String> environment, Duration limit, List<String> command)
      throws IOException {
    Path out = Files.createTempFile("tool", ".out");
    Path err = Files.createTempFile("tool", ".err");
    try {
      Process process =
          builder(directory, environment, command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      boolean ended = waitFor(process, limit);
      assertThat(ended).as("%s ended within %s: %s", command, limit, text(err)).isTrue();
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** A program with this machine's environment, the administrator's programs in its path. */
  public static ProcessBuilder builder(
      Path directory, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("LC_ALL", "C.UTF-8");
    builder.environment().putAll(variables);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    return builder;
  }

  private static boolean waitFor(Process process, Duration limit) throws IOException {
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      return ended;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
