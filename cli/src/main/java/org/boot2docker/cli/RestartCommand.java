package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code boot2docker restart}: {@code stop}, then {@code up} with the options that are given. */
@Command(
    name = "restart",
    aliases = "reset",
    description =
        "Shut the machine down and start it again. Options that are given replace the machine's"
            + " settings, as with up.")
final class RestartCommand implements Callable<Integer> {
  /** Those of {@code stop}, and what is given to {@code up} anyway. */
  private static final Set<String> OWN = Set.of("--timeout", "--start-timeout", "--name");

  private final Terminal terminal;

  @Option(
      names = "--start-timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Seconds that the guest may take to start (default: ${DEFAULT-VALUE}).")
  int startTimeout;

  @Spec CommandSpec spec;
  @Mixin StopTimeout timeout;
  @Mixin ChoiceOptions choices;
  @Mixin ImageOptions images;
  @Mixin MachineArgument machine;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  RestartCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (startTimeout < 1) {
      throw new ParameterException(
          spec.commandLine(), "--start-timeout " + startTimeout + " is no time: give 1 or more");
    }
    Machine existing = machine.existing();
    makeReady(existing);
    existing.stop(timeout.limit(), style.progress(terminal));
    // Whoever restarts a machine does without what runs in it, also while it is saved.
    List<String> arguments = new ArrayList<>(List.of("--discard-state", "--name", machine.name()));
    arguments.addAll(List.of("--timeout", Integer.toString(startTimeout)));
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!OWN.contains(option.longestName())) {
        addTo(arguments, option);
      }
    }
    return Commands.up(terminal, UpCommand::startsAgain, arguments);
  }

  /** Checks what a start would refuse, and builds the image, before the machine is stopped. */
  private void makeReady(Machine existing) throws IOException {
    try {
      ParseResult given = spec.commandLine().getParseResult();
      Settings chosen = images.settings(choices.settings(), given);
      chosen.requirePossible();
      Settings settings = chosen.over(existing.settings());
      Path image = images.image(settings);
      if (images.builds(settings)) {
        existing.requireStartable(chosen, Optional.empty());
        images.build(image, terminal, style);
      } else {
        Images.require(image);
        images.requireBuiltSo(image, given);
        ReleasedImages.check(image, System.getenv(), style.progress(terminal));
      }
      existing.requireStartable(chosen, Optional.of(image));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void addTo(List<String> arguments, OptionSpec option) {
    if (option.typeInfo().isBoolean()) {
      arguments.add(option.longestName());
      return;
    }
    for (String value : option.originalStringValues()) {
      arguments.add(option.longestName());
      arguments.add(value);
    }
  }
}
