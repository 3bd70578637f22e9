package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.HostTerminal;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.UserShell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker ssh}. */
@Command(
    name = "ssh",
    description =
        "Run a shell or one command in the machine. The exit code is that of the command.",
    footer = {
      "Examples:",
      "  boot2docker ssh docker ps --all",
      "  boot2docker ssh -t docker run -it --rm busybox",
      "  boot2docker ssh web -- tail -f /var/log/docker.log"
    })
final class SshCommand implements Callable<Integer> {
  private static final String END = "--";

  private final Terminal terminal;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      completionCandidates = MachineNames.class,
      description =
          "The command; its words are joined with spaces. One word and '--' before it name the"
              + " machine, as --name does.")
  List<String> words = new ArrayList<>();

  @Option(
      names = {"-A", "--forward-agent"},
      description =
          "Let programs in the machine use this host's SSH agent (SSH_AUTH_SOCK) as long as the"
              + " command runs.")
  boolean forwardAgent;

  @Option(
      names = {"-t", "--tty"},
      description =
          "Give the command a terminal, as docker run -it needs it. A shell has one without this"
              + " option.")
  boolean tty;

  @Spec CommandSpec spec;
  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  SshCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> agent = forwardAgent ? Optional.of(agent(System.getenv())) : Optional.empty();
    try (SshSession session = machine().ssh()) {
      agent.ifPresent(session::forwardAgent);
      return run(new UserShell(session), line());
    }
  }

  private Machine machine() throws IOException {
    if (namesMachine()) {
      return MachineOptions.existing(words.get(0));
    }
    requireNoMissingEnd();
    return machine.existing();
  }

  /** Other commands take the machine's name as their first word. */
  private void requireNoMissingEnd() throws IOException {
    boolean isName =
        machine.given == null
            && !words.isEmpty()
            && !machine.machine().exists()
            && Machine.names(System.getenv()).contains(words.get(0));
    if (isName) {
      throw new MachineException(
          "there is no machine %s to run '%s' in: if machine %s is meant, run 'boot2docker ssh %s'"
              .formatted(machine.name(), line(), words.get(0), withEnd()));
    }
  }

  private String withEnd() {
    List<String> with = new ArrayList<>(words);
    with.add(1, END);
    return String.join(" ", with);
  }

  /** What runs in the machine; empty for a shell. */
  String line() {
    return String.join(" ", namesMachine() ? words.subList(2, words.size()) : words);
  }

  /** Behind --name, or behind a first '--', all words are the command. */
  boolean namesMachine() {
    List<String> all = spec.commandLine().getParseResult().originalArgs();
    boolean ended = all.get(all.size() - words.size() - 1).equals(END);
    return machine.given == null && !ended && words.size() > 1 && words.get(1).equals(END);
  }

  private int run(UserShell shell, String line) throws IOException {
    if (tty && !HostTerminal.isPresent()) {
      terminal.say("no terminal here, so -t has no effect: run it on a terminal");
    }
    if (line.isEmpty()) {
      return shell.run(Optional.empty());
    }
    return tty ? shell.runOnTerminal(line) : shell.run(Optional.of(line));
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
