package org.boot2docker.builder.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.ProgramPath;
import org.boot2docker.formats.text.ShellWord;

/**
 * A program that signs a file in its working folder.
 *
 * @param name of the program
 * @param arguments that come before the file's name
 */
record SigningProgram(String name, List<String> arguments) {

  /**
   * Checks that the program is installed.
   *
   * @throws BuildException when it is not
   */
  void requireInstalled() throws BuildException {
    if (ProgramPath.find(name, System.getenv()).isEmpty()) {
      throw missing();
    }
  }

  private BuildException missing() {
    return new BuildException(
        "there is no " + name + " to sign with: install it, or sign the sums elsewhere");
  }

  /**
   * Signs.
   *
   * @param terminal gets what the program says at once, because that may be a question
   * @param environment variables besides this process's own
   * @throws BuildException when the program fails, with what it said last
   */
  void sign(Path folder, String file, OutputStream terminal, Map<String, String> environment)
      throws IOException {
    List<String> command = command(file);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process =
          builder.redirectInput(ProcessBuilder.Redirect.INHERIT).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw missing();
    }
    String said = show(process.getInputStream(), terminal);
    try {
      if (process.waitFor() != 0) {
        String last = said.lines().reduce((first, second) -> second).orElse("no reason given");
        throw new BuildException(
            "%s could not sign %s (%s): in %s, run %s"
                .formatted(name, file, last.strip(), folder, typed(command)));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new BuildException(
          "signing was interrupted: in %s, run %s".formatted(folder, typed(command)), e);
    }
  }

  private List<String> command(String file) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(arguments);
    command.add(file);
    return command;
  }

  private static String typed(List<String> command) {
    return command.stream()
        .map(word -> word.matches("[A-Za-z0-9/._@%+-]+") ? word : ShellWord.quoted(word))
        .collect(Collectors.joining(" "));
  }

  /** A question does not end with its line. */
  private static String show(InputStream in, OutputStream terminal) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 10];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      said.write(buffer, 0, n);
      terminal.write(buffer, 0, n);
      terminal.flush();
    }
    return said.toString(StandardCharsets.UTF_8).strip();
  }
}
