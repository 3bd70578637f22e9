package org.boot2docker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code boot2docker resize}. */
@Command(
    name = "resize",
    description =
        "Change memory, processors or the size of the machine's own disk, from the next start on.")
final class ResizeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--memory",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      description = "Memory in MiB, or such as 4G.")
  @Nullable Integer memory;

  @Option(names = "--cpus", paramLabel = "N", description = "Number of processors.")
  @Nullable Integer cpus;

  @Option(
      names = "--disk-size",
      paramLabel = "SIZE",
      description = "Size of the disk, such as 60G; it can only grow.")
  @Nullable String diskSize;

  @Spec CommandSpec spec;
  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  ResizeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Settings given = given();
    if (given.values().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no size is given: add --memory, --cpus or --disk-size");
    }
    Machine existing = machine.existing();
    requireOwnDisk(existing);
    List<String> waiting = new ArrayList<>(existing.keep(given::over, terminal::say));
    terminal.print(
        waiting.isEmpty()
            ? "kept for the next start of machine %s: %s".formatted(machine.name(), given)
            : "kept for the next start: %s: run 'boot2docker restart %s' to use it now"
                .formatted(String.join(", ", waiting), machine.name()));
    return 0;
  }

  /** With a size the machine would get another disk, which is empty. */
  private void requireOwnDisk(Machine existing) throws IOException {
    List<String> disks = existing.settings().all(Setting.DISK);
    if (diskSize != null && !disks.isEmpty()) {
      throw new MachineException(
          "machine %1$s keeps its data on %2$s, which is no disk of its own: enlarge that while it is stopped, or change to an empty disk with 'boot2docker up %1$s --disk-size %3$s'"
              .formatted(existing.name(), String.join(", ", disks), diskSize));
    }
  }

  private Settings given() {
    Settings given = Settings.none();
    try {
      given = memory == null ? given : given.with(Setting.MEMORY, memory.toString());
      given = cpus == null ? given : given.with(Setting.CPUS, cpus.toString());
      if (diskSize != null) {
        given = given.with(Setting.DISK_SIZE, DiskSize.parse(diskSize).toString());
      }
      given.requirePossible();
      return given;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
