package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command line {@code boot2docker} as a process of its own.
 *
 * @param directory its working directory
 * @param environment variables added to this machine's
 * @param java the program that runs it
 * @param jvmOptions options of the Java machine
 * @param wrapper a program that runs it, with its arguments; empty for none
 * @param setUp shell commands that run before it in the same process
 */
public record Cli(
    Path directory,
    Map<String, String> environment,
    Path java,
    List<String> jvmOptions,
    List<String> wrapper,
    String setUp) {
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** It in a directory, nothing else changed. */
  public static Cli in(Path directory) {
    return new Cli(directory, Map.of(), OWN_JAVA, List.of(), List.of(), ":");
  }

  /** With one more environment variable. */
  public Cli with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Cli(directory, more, java, jvmOptions, wrapper, setUp);
  }

  /** The same in another directory. */
  public Cli movedTo(Path other) {
    return new Cli(other, environment, java, jvmOptions, wrapper, setUp);
  }

  /** By another Java than the one that runs the tests. */
  public Cli by(Path otherJava) {
    return new Cli(directory, environment, otherJava, jvmOptions, wrapper, setUp);
  }

  /** With options of the Java machine. */
  public Cli withJvm(String... options) {
    return new Cli(directory, environment, java, List.of(options), wrapper, setUp);
  }

  /** With shell commands before it. */
  public Cli after(String commands) {
    return new Cli(directory, environment, java, jvmOptions, wrapper, commands);
  }

  /** With mounts of its own, made by the shell commands before it, that nobody else sees. */
  public Cli withOwnMounts(String commands) {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> unshare = new ArrayList<>(List.of("unshare", "--mount"));
    if (!root) {
      unshare.add("--map-root-user");
    }
    return new Cli(directory, environment, java, jvmOptions, unshare, commands);
  }

  /** As a user with no name, who may do here what the tests may. */
  public Cli asAnotherUser() {
    List<String> unshare = List.of("unshare", "--user", "--map-user=54321", "--map-group=54321");
    return new Cli(directory, environment, java, jvmOptions, unshare, setUp);
  }

  /** Runs it to its end. */
  public HostTool.Result run(String... arguments) throws IOException {
    return HostTool.run(directory, environment, LIMIT, command(arguments));
  }

  /** Starts it; its messages go to a file. */
  public Process start(Path messages, String... arguments) throws IOException {
    return HostTool.builder(directory, environment, command(arguments))
        .redirectErrorStream(true)
        .redirectOutput(messages.toFile())
        .start();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.addAll(List.of("sh", "-ec", setUp + "; exec \"$@\"", "sh"));
    command.add(java.toString());
    command.addAll(jvmOptions);
    command.add("-Dboot2docker.root=" + System.getProperty("boot2docker.root"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.boot2docker.cli.Main");
    Collections.addAll(command, arguments);
    return command;
  }
}
