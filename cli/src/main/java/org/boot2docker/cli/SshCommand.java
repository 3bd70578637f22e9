package org.boot2docker.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.UserShell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code boot2docker ssh}. */
@Command(
    name = "ssh",
    description =
        "Run a shell or one command in the machine. The exit code is that of the command.")
final class SshCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command; its words are joined with spaces.")
  List<String> command = new ArrayList<>();

  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    try (SshSession session = machine.existing().ssh()) {
      String line = String.join(" ", command);
      return new UserShell(session).run(line.isEmpty() ? Optional.empty() : Optional.of(line));
    }
  }
}
