package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code boot2docker rename}. */
@Command(name = "rename", description = "Give a machine that does not run another name.")
final class RenameCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      completionCandidates = MachineNames.class,
      description = "The machine.")
  String from = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.")
  String to = "";

  @Mixin CommonOptions common;

  RenameCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine machine = MachineOptions.existing(from);
    Machine renamed = Machine.named(to);
    machine.rename(renamed, terminal::say);
    if (AutostartCommand.of(machine).disable()) {
      AutostartCommand.of(renamed).enable();
    }
    terminal.print("machine %s is now %s".formatted(from, to));
    return 0;
  }
}
