package org.boot2docker.formats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs an independent tool of Debian that checks a format. A missing tool fails the test: a check
 * that is skipped checks nothing.
 */
public final class Tool {
  private Tool() {}

  /** What the tool wrote, standard error included; fails unless it exits with 0. */
  public static String run(Path directory, String... command) {
    return runWithInput(directory, new byte[0], command);
  }

  /** As {@link #run}, with bytes on standard input, which must be less than a pipe holds. */
  public static String runWithInput(Path directory, byte[] input, String... command) {
    try {
      Process process = start(directory, List.of(command));
      process.getOutputStream().write(input);
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(Arrays.toString(command) + " failed:\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Process start(Path directory, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("TZ", "UTC");
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    return builder.start();
  }
}
