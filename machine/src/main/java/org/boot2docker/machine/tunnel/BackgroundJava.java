package org.boot2docker.machine.tunnel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts a class of this program as a process of its own, which the end of this program and of its
 * terminal don't reach.
 *
 * @param folder in which it works, and its only argument
 * @param log to which its output is appended
 */
public record BackgroundJava(Path folder, Path log) {
  /** Works while nobody else does. */
  public static final List<String> IDLE = List.of("nice", "-n", "19");

  /**
   * Starts it.
   *
   * @param before what runs Java, on systems other than Windows
   * @param options more options for Java
   */
  public Process start(Class<?> program, List<String> before, String... options)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(program, before, options)).directory(folder.toFile());
    // Not as an argument: Linux shows Java the first page of a command line only, and what the
    // process is known by, its last argument, must be on it.
    builder.environment().put("CLASSPATH", classPath());
    builder.redirectInput(new File(isWindows() ? "NUL" : "/dev/null"));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  private List<String> command(Class<?> program, List<String> before, String... options) {
    List<String> command = new ArrayList<>();
    if (!isWindows()) {
      // Ctrl-C in the terminal, or closing it, must not reach it: signals that are ignored stay so
      // in the program that takes the shell's place, and a JVM leaves them alone.
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "sh"));
      command.addAll(before);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A heap that is small from the start, no time spent on the optimising compiler.
    command.addAll(List.of("-Xms4m", "-Xmx64m", "-Xss512k"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(Archive.options());
    // Where the archive was made to be: elsewhere its pages are changed, and so no longer shared.
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions"));
    command.add("-XX:ArchiveRelocationMode=0");
    command.addAll(List.of(options));
    command.addAll(List.of(program.getName(), folder.toString()));
    return command;
  }

  /** This program's class path, made good for any working folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
