package org.boot2docker.cli;

import java.io.IOException;
import java.util.List;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which machine is meant. */
class MachineOptions {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      completionCandidates = MachineNames.class,
      description = "Name of the machine (default: default).")
  @Nullable String given;

  /** The machine's name. */
  String name() {
    return optionName();
  }

  private String optionName() {
    return given == null ? MachineDirectory.DEFAULT_NAME : given;
  }

  /** The machine's name, which may be an argument instead of the option; not both. */
  String name(@Nullable String argument, CommandSpec spec) {
    if (argument != null && given != null && !argument.equals(given)) {
      throw new ParameterException(
          spec.commandLine(),
          "two machines are named, %s and %s: name one".formatted(argument, given));
    }
    return argument == null ? optionName() : argument;
  }

  Machine machine() throws IOException {
    return Machine.named(name());
  }

  /**
   * The machine, which must be there.
   *
   * @throws MachineException when there is none of that name
   */
  Machine existing() throws IOException {
    return existing(name());
  }

  /**
   * A machine of some name, which must be there.
   *
   * @throws MachineException when there is none of that name
   */
  static Machine existing(String name) throws IOException {
    Machine machine = Machine.named(name);
    if (!machine.exists()) {
      List<String> others = Machine.names(System.getenv());
      throw new MachineException(
          "there is no machine "
              + name
              + ": "
              + (others.isEmpty() ? "" : "choose " + String.join(", ", others) + ", or ")
              + "create it with 'boot2docker up"
              + (name.equals(MachineDirectory.DEFAULT_NAME) ? "" : " --name " + name)
              + "'");
    }
    return machine;
  }
}
