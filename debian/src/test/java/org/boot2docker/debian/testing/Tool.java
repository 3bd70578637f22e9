package org.boot2docker.debian.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of Debian's own tools, which has to be installed. */
public record Tool(int status, String output) {

  /** Runs a command and gives its exit status with all it said. */
  public static Tool run(Path directory, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " does not end");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new Tool(process.exitValue(), output);
  }

  /** Runs a command that has to succeed, and gives what it said. */
  public static String output(Path directory, String... command) throws IOException {
    Tool result = run(directory, List.of(command));
    if (result.status() != 0) {
      throw new IOException(List.of(command) + " failed: " + result.output());
    }
    return result.output();
  }
}
