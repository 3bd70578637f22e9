package org.boot2docker.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code boot2docker init}. */
@Command(
    name = "init",
    description =
        "Keep settings for the machine without starting it. There is no need to: up does the same"
            + " for a new machine.")
final class InitCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec CommandSpec spec;
  @Mixin ChoiceOptions choices;
  @Mixin MachineArgument machineOptions;
  @Mixin CommonOptions common;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Settings given = given();
    Machine machine = machineOptions.machine();
    machine.keep(given::over, terminal::say);
    terminal.print(
        "machine %s has its settings in %s: start it with 'boot2docker up %s'"
            .formatted(machine.name(), machine.directory().configFile(), machine.name()));
    return 0;
  }

  private Settings given() {
    try {
      Settings given = choices.settings();
      given.requirePossible();
      return given;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
