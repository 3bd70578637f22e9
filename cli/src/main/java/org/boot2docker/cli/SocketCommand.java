package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker socket}. */
@Command(name = "socket", description = "Print where Docker answers, as a value of DOCKER_HOST.")
final class SocketCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  SocketCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    terminal.print("unix://" + machine.existing().dockerSocket());
    return 0;
  }
}
