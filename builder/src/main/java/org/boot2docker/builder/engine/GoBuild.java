package org.boot2docker.builder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.compile.LoggedProgram;

/** Runs Go's compiler on sources that are laid out. */
final class GoBuild {

  /** What {@code go} says of a file, and of packages that it does not find. */
  private static final Pattern ERROR = Pattern.compile("\\S+\\.go:\\d+(:\\d+)?: .*");

  private static final String FULL = "no space left on device";

  private final Path go;
  private final LoggedProgram program;

  /**
   * A compiler.
   *
   * @param goRoot the unpacked compiler
   * @param program folder, environment and log of its runs
   */
  GoBuild(Path goRoot, LoggedProgram program) {
    this.go = goRoot.resolve("bin/go");
    this.program = program;
  }

  /**
   * All that decides what the compiler makes; nothing of this machine's own environment.
   *
   * @param goPath the sources
   * @param cache what was compiled before, by the hashes of its inputs
   * @param scratch for files of the compiler's own
   * @param goArchitecture Go's name of the architecture to compile for
   */
  static Map<String, String> environment(
      Path goRoot, Path goPath, Path cache, Path scratch, String goArchitecture) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("GOROOT", goRoot.toString());
    environment.put("GOPATH", goPath.toString());
    environment.put("GOCACHE", cache.toString());
    environment.put("GOTMPDIR", scratch.toString());
    environment.put("HOME", scratch.toString());
    environment.put("GOOS", "linux");
    environment.put("GOARCH", goArchitecture);
    environment.put("CGO_ENABLED", "0");
    environment.put("GO111MODULE", "off");
    environment.put("GOFLAGS", "-trimpath");
    environment.put("GOTOOLCHAIN", "local");
    environment.put("GOTELEMETRY", "off");
    environment.put("GOENV", "off");
    environment.put("LC_ALL", "C");
    return environment;
  }

  /** How many packages programs are made of. */
  long packages(List<String> tags, List<String> programs) throws IOException {
    long[] count = {0};
    List<String> command =
        new ArrayList<>(List.of(go.toString(), "list", "-deps", "-tags", String.join(",", tags)));
    command.addAll(programs);
    run(line -> count[0]++, command);
    return count[0];
  }

  /**
   * Compiles programs.
   *
   * @param variables values of string variables by their names
   * @param jobs how many compilers run at once, at least 1
   * @param output directory that takes the programs, each named as the last part of its import path
   * @param heard is given a line for each package
   */
  void build(
      List<String> tags,
      Map<String, String> variables,
      List<String> programs,
      int jobs,
      Path output,
      Consumer<String> heard)
      throws IOException {
    StringBuilder flags = new StringBuilder("-s -w -buildid=");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      flags.append(" -X ").append(variable.getKey()).append('=').append(variable.getValue());
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                go.toString(),
                "build",
                "-v",
                "-p",
                Integer.toString(jobs),
                "-tags",
                String.join(",", tags),
                "-ldflags",
                flags.toString(),
                "-o",
                Files.createDirectories(output) + "/"));
    command.addAll(programs);
    run(heard, command);
  }

  private void run(Consumer<String> heard, List<String> command) throws IOException {
    FirstError error = new FirstError();
    int exit =
        program.run(
            line -> {
              error.hear(line);
              heard.accept(line);
            },
            command);
    if (exit != 0) {
      if (error.full) {
        // As the Java runtime says it, so that it is told the same way whoever meets it.
        throw new IOException("No space left on device");
      }
      throw new CompilationException(
          "the engine can't be compiled: "
              + error.line
              + ": the output of go is in "
              + program.log());
    }
  }

  /** The first line about a file, else the last one. */
  private static final class FirstError {
    private String line = "go said nothing";
    private boolean found;
    private boolean full;

    void hear(String said) {
      full |= said.contains(FULL);
      if (!found && !said.isBlank()) {
        line = said.strip();
        found = ERROR.matcher(line).matches();
      }
    }
  }
}
