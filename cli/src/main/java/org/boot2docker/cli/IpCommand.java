package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker ip}. */
@Command(
    name = "ip",
    description = "Print the address at which the machine's forwarded ports are reached.")
final class IpCommand implements Callable<Integer> {
  private static final String ADDRESS = "127.0.0.1";

  private final Terminal terminal;

  @Option(names = "--json", description = "Print it as JSON.")
  boolean json;

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
    terminal.print(json ? Json.text(new Report(named.name(), ADDRESS)) : ADDRESS);
    return 0;
  }

  /** What {@code --json} prints. */
  private record Report(String name, String address) {}
}
