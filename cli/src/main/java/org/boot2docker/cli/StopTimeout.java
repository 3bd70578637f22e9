package org.boot2docker.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a machine may take to shut down. */
final class StopTimeout {
  private int seconds;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "Seconds that the guest may take before QEMU is ended (default: ${DEFAULT-VALUE}).")
  void seconds(int given) {
    if (given < 0) {
      throw new ParameterException(
          spec.commandLine(), "--timeout " + given + " is no time: give 0 or more");
    }
    seconds = given;
  }

  Duration limit() {
    return Duration.ofSeconds(seconds);
  }
}
