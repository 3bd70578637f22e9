package org.boot2docker.builder.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.boot2docker.builder.BuildException;

/** Runs make in a directory; all it says goes to a log. */
final class Make {
  private final Path directory;
  private final Map<String, String> environment;
  private final Path log;
  private final Cancellation cancellation;

  Make(Path directory, Map<String, String> environment, Path log, Cancellation cancellation) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.cancellation = cancellation;
  }

  /**
   * Runs it.
   *
   * @param heard is given every line
   * @throws BuildException when it fails, with the first error that it printed and the log's path
   */
  void run(Consumer<String> heard, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("make"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = cancellation.start(builder);
    process.getOutputStream().close();
    // Waiting for a line can't be interrupted, waiting for another thread can.
    FutureTask<FirstError> listening = new FutureTask<>(() -> listen(process, heard));
    new Thread(listening, "make").start();
    try {
      FirstError error = listening.get();
      int exit = process.waitFor();
      cancellation.check();
      if (exit != 0) {
        throw new BuildException(
            "the kernel can't be built: " + error.line() + ": the output of make is in " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while make ran");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      if (process.isAlive()) {
        Cancellation.kill(process.toHandle());
      }
    }
  }

  private FirstError listen(Process process, Consumer<String> heard) throws IOException {
    FirstError error = new FirstError();
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer to =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        to.write(line);
        to.write('\n');
        // People look at it while it grows.
        to.flush();
        error.hear(line);
        heard.accept(line);
      }
    }
    return error;
  }

  /**
   * Of what several compilers say at once: the first error, else what was said before make itself
   * complained, else the last line.
   */
  private static final class FirstError {
    private String compiler = "";
    private String make = "";
    private String last = "make said nothing";

    void hear(String line) {
      if (compiler.isEmpty() && line.contains("error:")) {
        compiler = line.strip();
      } else if (make.isEmpty() && line.contains("***")) {
        // What a program said before it failed tells more than make's own line.
        make = last;
      }
      if (!line.isBlank()) {
        last = line.strip();
      }
    }

    String line() {
      return !compiler.isEmpty() ? compiler : !make.isEmpty() ? make : last;
    }
  }
}
