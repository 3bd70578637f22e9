package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.machine.StopOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker kill}. */
@Command(
    name = "kill",
    description =
        "End the machine at once, as a power cut does. Use stop unless the machine hangs.")
final class KillCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  KillCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    StopOutcome outcome = machine.existing().kill(terminal::say);
    boolean ran = outcome == StopOutcome.CLEAN || outcome == StopOutcome.FORCED;
    terminal.print("machine " + machine.name() + (ran ? " is ended" : " was not running"));
    return 0;
  }
}
