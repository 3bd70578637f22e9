package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker delete}. */
@Command(
    name = "delete",
    aliases = {"destroy", "rm"},
    description =
        "Stop the machine and delete its folder, with its data disk, keys, logs and options. Disks"
            + " outside that folder stay as they are.")
final class DeleteCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  boolean force;

  @Mixin MachineArgument machine;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  DeleteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine doomed = machine.machine();
    if (!Files.isDirectory(doomed.directory().path())) {
      machine.existing();
    }
    if (!force && !confirmed(doomed)) {
      terminal.say("machine " + machine.name() + " is left as it is");
      return 1;
    }
    // Else the next login would make a new machine of that name.
    AutostartCommand.of(doomed).disable();
    if (doomed.isRunning() && writesInItsFolderOnly(doomed)) {
      // Nothing is left that a clean end would keep whole.
      doomed.kill(style.progress(terminal));
    }
    doomed.remove(style.progress(terminal));
    if (!style.quiet && !style.json) {
      terminal.print("machine " + machine.name() + " is deleted");
    }
    return 0;
  }

  private static boolean writesInItsFolderOnly(Machine machine) throws IOException {
    Settings started = SettingsFile.read(machine.directory());
    return !started.has(Setting.DISK) && !started.has(Setting.SHARE);
  }

  private boolean confirmed(Machine doomed) throws IOException {
    return terminal
        .confirms(
            "Delete machine %s and all files in %s, its data disk too?"
                .formatted(machine.name(), doomed.directory().path()))
        .orElseThrow(
            () -> new MachineException("nobody can be asked here: delete it with --force"));
  }
}
