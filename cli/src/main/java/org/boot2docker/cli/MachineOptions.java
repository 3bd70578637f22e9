package org.boot2docker.cli;

import java.io.IOException;
import org.boot2docker.machine.Machine;
import picocli.CommandLine.Option;

/** Which machine is meant. */
final class MachineOptions {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The machine (default: ${DEFAULT-VALUE}).")
  String name;

  Machine machine() throws IOException {
    return Machine.named(name);
  }
}
