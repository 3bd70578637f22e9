package org.boot2docker.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.settings.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code boot2docker clone}. */
@Command(
    name = "clone",
    description =
        "Make a machine with the settings of another, which must not run, and a copy of its data"
            + " disk. At its first start the copy makes keys and identities of its own.")
final class CloneCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      completionCandidates = MachineNames.class,
      description = "The machine.")
  String from = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "Name of the new machine.")
  String to = "";

  @Mixin CommonOptions common;

  CloneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine copy = Machine.named(to);
    Machine original = MachineOptions.existing(from);
    original.whileStopped(
        "clone",
        stopped -> {
          stopped.copyTo(copy.directory());
          return copy;
        },
        terminal::say);
    if (original.settings().has(Setting.LAN)) {
      terminal.say(
          "machine %1$s has no address on the machines' network yet: 'boot2docker config set lan=ADDRESS --name %1$s'"
              .formatted(to));
    }
    List<String> disks = copy.settings().all(Setting.DISK);
    if (!disks.isEmpty()) {
      terminal.say(
          "both have their data on %s: they can't run at the same time"
              .formatted(String.join(", ", disks)));
    }
    terminal.print(
        "machine %s is a copy of %s: start it with 'boot2docker up %s'".formatted(to, from, to));
    return 0;
  }
}
