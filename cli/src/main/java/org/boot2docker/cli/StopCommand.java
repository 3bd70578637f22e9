package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.saved.UnsavableException;
import org.boot2docker.machine.settings.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code boot2docker stop}. */
@Command(
    name = "stop",
    aliases = {"down", "halt", StopCommand.POWEROFF},
    description =
        "Shut the machine down: stop Docker and unmount the disk. If its setting 'stop' is save,"
            + " save it instead, but for 'poweroff'.")
final class StopCommand implements Callable<Integer> {
  static final String POWEROFF = "poweroff";

  private final Terminal terminal;

  @Option(
      names = "--shutdown",
      description = "Shut down also if the machine's setting 'stop' is save.")
  boolean shutdown;

  @Spec CommandSpec spec;
  @Mixin StopTimeout timeout;
  @Mixin MachineArgument machine;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  StopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Progress progress = style.progress(terminal);
    StopOutcome outcome = stop(progress);
    if (style.json) {
      terminal.print(Json.text(new Report(outcome)));
    } else if (!style.quiet) {
      terminal.print(line(outcome));
    }
    return 0;
  }

  private StopOutcome stop(Progress progress) throws IOException {
    Machine existing = machine.existing();
    boolean endsWhatRuns = shutdown || isCalled(POWEROFF);
    if (endsWhatRuns && existing.isSaved()) {
      throw new MachineException(
          "machine %1$s is saved: resume it with 'boot2docker up %1$s', then shut it down; or boot anew and lose what ran with 'boot2docker up --discard-state %1$s'"
              .formatted(existing.name()));
    }
    if (!endsWhatRuns && existing.isRunning() && saves(existing, progress)) {
      try {
        existing.save(progress);
        return StopOutcome.SAVED;
      } catch (MachineException e) {
        progress.say(instead(e));
      }
    }
    return existing.stop(timeout.limit(), progress);
  }

  /** Of several names, which one was typed. */
  private boolean isCalled(String name) {
    return spec.root().commandLine().getParseResult().originalArgs().stream()
        .filter(word -> !word.startsWith("-"))
        .findFirst()
        .filter(name::equals)
        .isPresent();
  }

  /** A mistake in the settings must not keep a machine from being shut down. */
  private static boolean saves(Machine machine, Progress progress) throws IOException {
    try {
      return machine.settings().all(Setting.STOP).contains(Setting.SAVE);
    } catch (MachineException e) {
      progress.say(e.getMessage() + "; shutting the machine down");
      return false;
    }
  }

  /** Why it is not saved; the remedy is the one that is taken. */
  static String instead(MachineException failure) {
    String reason =
        failure instanceof UnsavableException unsavable
            ? unsavable.reason()
            : String.valueOf(failure.getMessage());
    return reason + ": shutting it down instead";
  }

  private String line(StopOutcome outcome) {
    return switch (outcome) {
      case NOT_RUNNING -> "machine " + machine.name() + " was not running";
      case SAVED ->
          "machine %1$s is saved: 'boot2docker up %1$s' resumes it, with --discard-state it boots"
              .formatted(machine.name());
      case CLEAN -> "machine " + machine.name() + " is stopped";
      case FORCED ->
          "machine "
              + machine.name()
              + " did not shut down in "
              + timeout.limit().toSeconds()
              + " s and was ended";
    };
  }

  /** What {@code --json} prints. */
  private record Report(StopOutcome outcome) {}
}
