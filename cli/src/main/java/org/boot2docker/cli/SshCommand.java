package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.UserShell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = {"-A", "--forward-agent"},
      description =
          "Let programs in the machine use this host's SSH agent (SSH_AUTH_SOCK) as long as the"
              + " command runs.")
  boolean forwardAgent;

  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Optional<Path> agent = forwardAgent ? Optional.of(agent(System.getenv())) : Optional.empty();
    try (SshSession session = machine.existing().ssh()) {
      agent.ifPresent(session::forwardAgent);
      String line = String.join(" ", command);
      return new UserShell(session).run(line.isEmpty() ? Optional.empty() : Optional.of(line));
    }
  }

  /** The socket of the user's agent. */
  static Path agent(Map<String, String> environment) throws MachineException {
    String socket = environment.getOrDefault("SSH_AUTH_SOCK", "");
    if (socket.isEmpty()) {
      throw new MachineException(
          "no SSH agent: SSH_AUTH_SOCK is not set: run eval $(ssh-agent) and ssh-add first");
    }
    Path path = Path.of(socket);
    if (!Files.exists(path)) {
      throw new MachineException(
          "no SSH agent at %s, which SSH_AUTH_SOCK names: run eval $(ssh-agent) and ssh-add"
              .formatted(path));
    }
    return path;
  }
}
