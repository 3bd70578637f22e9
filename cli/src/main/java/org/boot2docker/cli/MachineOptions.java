package org.boot2docker.cli;

import java.io.IOException;
import java.util.List;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Option;

/** Which machine is meant. */
final class MachineOptions {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Name of the machine (default: ${DEFAULT-VALUE}).")
  String name;

  Machine machine() throws IOException {
    return Machine.named(name);
  }

  /**
   * The machine, which must have been started before.
   *
   * @throws MachineException when there is none of that name
   */
  Machine existing() throws IOException {
    Machine machine = machine();
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
