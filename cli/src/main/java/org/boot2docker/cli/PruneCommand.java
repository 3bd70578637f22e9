package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.StoppedMachine;
import org.boot2docker.machine.Upgrade;
import org.boot2docker.machine.state.MachineDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code boot2docker prune}. */
@Command(
    name = "prune",
    description =
        "Delete what the next start makes again: templates, and of all machines that do not run"
            + " kernels and unpacked RAM file systems; and images that upgrades kept and no machine"
            + " has. Data stays, and so do downloaded packages unless --packages is given.")
final class PruneCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Spec CommandSpec spec;

  private Optional<Duration> unused = Optional.empty();

  PruneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Where packages are kept (default: $$BOOT2DOCKER_CACHE, else ~/.cache/boot2docker).")
  @Nullable Path cache;

  @Option(
      names = "--packages",
      paramLabel = "DAYS",
      description =
          "Also delete packages, container images and logs that no build has used for this many"
              + " days. A mirror may no longer have packages for an old lock file.")
  void packages(int days) {
    if (days < 0) {
      throw new ParameterException(
          spec.commandLine(), "--packages " + days + " is no number of days: give 0 or more");
    }
    unused = Optional.of(Duration.ofDays(days));
  }

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (cache != null && unused.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--cache is for packages: give --packages DAYS, or leave it out");
    }
    long bytes = prunedImages();
    bytes += MachineDirectory.deleteRests(System.getenv(), terminal::say);
    for (String name : Machine.names(System.getenv())) {
      bytes += pruned(Machine.named(name));
    }
    for (String name : MachineDirectory.unfinished(System.getenv())) {
      bytes += prunedUnfinished(Machine.named(name));
    }
    bytes += Machine.pruneTemplates(System.getenv());
    bytes += prunedBootFiles();
    if (unused.isPresent()) {
      Path directory = Directories.cache(Optional.ofNullable(cache), System.getenv());
      bytes += ImageBuilder.prune(directory, Instant.now().minus(unused.get()));
    }
    terminal.print(json ? Json.text(new Report(bytes)) : line(bytes));
    return 0;
  }

  /** A machine whose settings can't be read may need any of them. */
  private long prunedImages() {
    try {
      return Upgrade.prune(System.getenv());
    } catch (IOException e) {
      terminal.say("boot2docker: no image is deleted: " + e.getMessage());
      return 0;
    }
  }

  /** Room that stays taken is no reason to end. */
  private long prunedBootFiles() {
    try {
      return Machine.pruneBootFiles(System.getenv());
    } catch (IOException e) {
      terminal.say(
          "boot2docker: boot files that no machine uses are not deleted (%s): correct or delete that folder"
              .formatted(e.getMessage()));
      return 0;
    }
  }

  /**
   * What {@code --json} prints.
   *
   * @param bytes the sizes of what was deleted
   */
  private record Report(long bytes) {}

  /** Some of these files are sparse, and Java doesn't tell how much of them there was. */
  private static String line(long bytes) {
    return bytes == 0
        ? "there is nothing to delete"
        : "freed up to %d MB".formatted(Math.max(1, bytes / 1_000_000));
  }

  /** Who waited for a machine that is just starting would find it running. */
  private long pruned(Machine machine) throws IOException {
    Optional<Long> bytes = freed(machine);
    if (bytes.isEmpty()) {
      terminal.say("machine " + machine.name() + " is in use or saved: its files stay");
    }
    return bytes.orElse(0L);
  }

  /** One that another command is just making is nobody's to delete. */
  private long prunedUnfinished(Machine machine) throws IOException {
    Optional<Long> bytes = freed(machine);
    if (bytes.isPresent() && !machine.exists()) {
      terminal.say(
          "%1$s is no machine yet: delete it with 'boot2docker delete %1$s'"
              .formatted(machine.name()));
    }
    return bytes.orElse(0L);
  }

  private Optional<Long> freed(Machine machine) throws IOException {
    try {
      return machine.ifIdle(StoppedMachine::prune);
    } catch (FileSystemException e) {
      terminal.say(
          "%s can't be deleted (%s): delete it"
              .formatted(e.getFile(), e.getClass().getSimpleName()));
      return Optional.of(0L);
    }
  }
}
