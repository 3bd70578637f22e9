package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker save}. */
@Command(
    name = "save",
    aliases = "suspend",
    description =
        "Save the machine with all that runs in it, and end it. The next up goes on where it was.")
final class SaveCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin MachineArgument machine;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  SaveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine running = machine.existing();
    boolean saved = running.save(style.progress(terminal));
    if (style.json) {
      terminal.print(Json.text(new Report("saved", !saved)));
    } else if (!style.quiet) {
      terminal.print("machine " + machine.name() + (saved ? " is saved" : " was saved already"));
    }
    return 0;
  }

  /** What {@code --json} prints. */
  private record Report(String state, boolean before) {}
}
