package org.boot2docker.builder.compile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Runs a program in a directory; all it says goes to a log.
 *
 * @param directory where it runs
 * @param environment all of its environment variables
 * @param log what it says is added to this file
 * @param cancellation ends it early
 */
public record LoggedProgram(
    Path directory, Map<String, String> environment, Path log, Cancellation cancellation) {

  /** Copies the variables. */
  public LoggedProgram {
    environment = Map.copyOf(environment);
  }

  /**
   * Runs it.
   *
   * @param heard is given every line, by another thread
   * @return its exit status
   * @throws IOException when it can't be started, or the log not be written
   */
  public int run(Consumer<String> heard, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = cancellation.start(builder);
    process.getOutputStream().close();
    // Waiting for a line can't be interrupted, waiting for another thread can.
    FutureTask<Boolean> listening = new FutureTask<>(() -> listen(process, heard));
    new Thread(listening, command.get(0)).start();
    try {
      listening.get();
      int exit = process.waitFor();
      cancellation.check();
      return exit;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      if (process.isAlive()) {
        Cancellation.kill(process.toHandle());
      }
    }
  }

  private Boolean listen(Process process, Consumer<String> heard) throws IOException {
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
        heard.accept(line);
      }
    }
    return true;
  }
}
