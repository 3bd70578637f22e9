package org.boot2docker.cli;

import java.io.IOException;
import java.util.List;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which machine is meant. */
class MachineOptions {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the machine (default: default).")
  @Nullable String given;

  /** The machine's name. */
  String name() {
    return given == null ? MachineDirectory.DEFAULT_NAME : given;
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
