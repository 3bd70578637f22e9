package org.boot2docker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code boot2docker restart}: {@code stop}, then {@code up} with the options of the last start.
 */
@Command(
    name = "restart",
    aliases = "reset",
    description =
        "Shut the machine down and start it again with the options of its last start. To change"
            + " options, run stop, then up.")
final class RestartCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec CommandSpec spec;
  @Mixin StopTimeout timeout;
  @Mixin MachineArgument machine;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  RestartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    machine.existing().stop(timeout.limit(), style.progress(terminal));
    List<String> arguments = new ArrayList<>(List.of("--name", machine.name()));
    if (style.quiet) {
      arguments.add("--quiet");
    }
    if (style.json) {
      arguments.add("--json");
    }
    CommandLine up = Objects.requireNonNull(spec.parent().subcommands().get("up"));
    return up.execute(arguments.toArray(String[]::new));
  }
}
