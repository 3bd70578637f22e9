package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Archive;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker import}. */
@Command(name = "import", description = "Make a machine from an archive that export wrote.")
final class ImportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The archive.")
  Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of the new machine, as with --name.")
  @Nullable String argument;

  @Spec CommandSpec spec;
  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String name = machine.name(argument, spec);
    Settings ofThisHost = Archive.read(file, Machine.named(name));
    if (!ofThisHost.values().isEmpty()) {
      terminal.say(
          "machine %s uses files of this host, or opens ports to others: %s: change what it is not to have with 'boot2docker config edit --name %s'"
              .formatted(name, ofThisHost, name));
    }
    terminal.print("machine %1$s is made: start it with 'boot2docker up %1$s'".formatted(name));
    return 0;
  }
}
