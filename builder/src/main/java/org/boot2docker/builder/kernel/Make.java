package org.boot2docker.builder.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.boot2docker.builder.compile.LoggedProgram;
import org.boot2docker.builder.step.BuildException;

/** Runs make in a directory; all it says goes to a log. */
final class Make {
  private final LoggedProgram program;

  /** Runs it as a program of this directory, environment and log. */
  Make(LoggedProgram program) {
    this.program = program;
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
    FirstError error = new FirstError();
    int exit = program.run(line -> hear(line, error, heard), command);
    if (exit != 0) {
      throw new BuildException(
          "the kernel can't be built: "
              + error.line()
              + ": the output of make is in "
              + program.log());
    }
  }

  private static void hear(String line, FirstError error, Consumer<String> heard) {
    error.hear(line);
    heard.accept(line);
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
