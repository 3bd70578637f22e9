package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker ip}. */
@Command(
    name = "ip",
    description = "Print the address at which the machine's forwarded ports are reached.")
final class IpCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  IpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine named = machine.existing();
    if (!named.isRunning()) {
      throw new MachineException(
          "machine %s is not running: start it with 'boot2docker up %s'"
              .formatted(named.name(), named.name()));
    }
    terminal.print("127.0.0.1");
    return 0;
  }
}
