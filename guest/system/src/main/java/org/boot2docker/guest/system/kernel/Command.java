package org.boot2docker.guest.system.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param argv the program's absolute path and its arguments
 * @param environment {@code NAME=value} words
 * @param output an open file descriptor for standard output and error, or -1 for none
 * @param socket a listening socket that it gets as descriptor 3 (sd_listen_fds(3)), or -1 for none
 * @param terminal the terminal that becomes its controlling terminal, input and output
 * @param group the cgroup directory it lives in
 * @param oomScore how readily the kernel kills it when memory runs out, -1000 (never) to 1000
 */
public record Command(
    List<String> argv,
    List<String> environment,
    int output,
    int socket,
    Optional<String> terminal,
    Optional<String> group,
    int oomScore) {
  /** Copies the lists. */
  public Command {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }

  /** A command with nothing special about it. */
  public static Command of(List<String> argv, List<String> environment, int output) {
    return new Command(argv, environment, output, -1, Optional.empty(), Optional.empty(), 0);
  }
}
