package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.StoppedMachine;
import org.boot2docker.machine.Upgrade;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker prune}. */
@Command(
    name = "prune",
    description =
        "Delete what the next start makes again: templates, and of all machines that do not run"
            + " kernels and unpacked RAM file systems; and images that upgrades kept and no machine"
            + " has. Data stays.")
final class PruneCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  PruneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long bytes = Upgrade.prune(System.getenv());
    for (String name : Machine.names(System.getenv())) {
      Machine machine = Machine.named(name);
      if (!machine.isRunning() && !machine.isSaved()) {
        bytes += machine.whileStopped("prune", StoppedMachine::prune, terminal::say);
      }
    }
    bytes += Machine.pruneTemplates(System.getenv());
    terminal.print("freed %d MB".formatted(bytes / 1_000_000));
    return 0;
  }
}
