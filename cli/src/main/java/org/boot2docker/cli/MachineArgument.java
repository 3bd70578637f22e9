package org.boot2docker.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which machine is meant, by an argument or by {@code --name}. */
final class MachineArgument extends MachineOptions {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      completionCandidates = MachineNames.class,
      description = "Name of the machine, as with --name.")
  @Nullable String argument;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Override
  String name() {
    return name(argument, spec);
  }
}
