package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Archive;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code boot2docker export}. */
@Command(
    name = "export",
    description =
        "Write a machine that does not run into one zip file: its settings and its own data disk.")
final class ExportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The archive to write.")
  Path file = Path.of("");

  @Option(
      names = {"-f", "--force"},
      description = "Overwrite the file if it is there.")
  boolean force;

  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine existing = machine.existing();
    if (!force && Files.exists(file)) {
      throw new MachineException(
          "%s is there already: name another file, or overwrite it with --force".formatted(file));
    }
    Archive.write(existing, file);
    terminal.print("machine %s is in %s".formatted(machine.name(), file));
    List<String> disks = existing.settings().all(Setting.DISK);
    if (!disks.isEmpty()) {
      terminal.say(
          "its data is not: that is on %s, which the imported machine names, too"
              .formatted(String.join(", ", disks)));
    }
    return 0;
  }
}
