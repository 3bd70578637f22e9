package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Archive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code boot2docker import}. */
@Command(name = "import", description = "Make a machine from an archive that export wrote.")
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The archive.")
  Path file = Path.of("");

  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Archive.read(file, machine.machine());
    terminal.print(
        "machine %s is made: start it with 'boot2docker up %s'"
            .formatted(machine.name(), machine.name()));
    return 0;
  }
}
