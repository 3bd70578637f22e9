package org.boot2docker.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.StoppedMachine;
import org.boot2docker.machine.model.MachineException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker snapshot}. */
@Command(
    name = "snapshot",
    description =
        "Keep the contents of the data disk of a machine that does not run, and go back to them."
            + " They can be listed while it runs, too.")
final class SnapshotCommand implements Callable<Integer> {
  private final Terminal terminal;

  /** What to do. */
  enum Action {
    CREATE,
    LIST,
    RESTORE,
    DELETE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "list",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SNAPSHOT",
      description = "Name of the snapshot, for all but list.")
  @Nullable String snapshot;

  @Option(names = "--json", description = "List them as JSON.")
  boolean json;

  @Option(
      names = {"-f", "--force"},
      description = "Restore or delete without asking.")
  boolean force;

  @Spec CommandSpec spec;
  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  SnapshotCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if ((action == Action.LIST) != (snapshot == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "write 'snapshot list', or create, restore or delete and the snapshot's name");
    }
    if (force && (action == Action.CREATE || action == Action.LIST)) {
      throw new ParameterException(
          spec.commandLine(), "'snapshot %s' does not take --force".formatted(action));
    }
    Machine existing = machine.existing();
    if (!force && !confirmed(existing)) {
      terminal.say("machine " + existing.name() + " is left as it is");
      return 1;
    }
    List<String> names =
        action == Action.LIST
            ? existing.snapshots()
            : existing.whileStopped("snapshot", this::act, terminal::say);
    done(existing.name()).ifPresent(terminal::say);
    if (json) {
      terminal.print(Json.text(names));
    } else if (action == Action.LIST) {
      names.forEach(terminal::print);
    }
    return 0;
  }

  /** Asks before what is on a disk is lost. */
  private boolean confirmed(Machine of) throws IOException {
    if (action == Action.CREATE || action == Action.LIST) {
      return true;
    }
    boolean refused = of.isRunning() || of.isSaved() || !of.snapshots().contains(snapshot);
    if (refused) {
      // Which is said by who does it.
      return true;
    }
    String question =
        action == Action.RESTORE
            ? "Replace the data disk of machine %s by snapshot %s? What was written since is lost."
            : "Delete snapshot %2$s of machine %1$s?";
    return terminal
        .confirms(question.formatted(of.name(), snapshot))
        .orElseThrow(
            () ->
                new MachineException(
                    "nobody can be asked here: %s snapshot %s with --force"
                        .formatted(action, snapshot)));
  }

  private Optional<String> done(String name) {
    return switch (action) {
      case CREATE ->
          Optional.of(
              "snapshot %s of machine %s is made: 'snapshot restore %1$s' goes back to it"
                  .formatted(snapshot, name));
      case RESTORE ->
          Optional.of(
              "the data disk of machine %s is again that of snapshot %s".formatted(name, snapshot));
      case DELETE -> Optional.of("deleted snapshot %s of machine %s".formatted(snapshot, name));
      case LIST -> Optional.empty();
    };
  }

  /** Gives the names that there are afterwards. */
  private List<String> act(StoppedMachine stopped) throws IOException {
    String name = String.valueOf(snapshot);
    switch (action) {
      case CREATE -> stopped.takeSnapshot(name);
      case RESTORE -> stopped.restoreSnapshot(name);
      case DELETE -> stopped.deleteSnapshot(name);
      case LIST -> {}
    }
    return stopped.snapshots();
  }
}
