package org.boot2docker.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.ssh.HostTerminal;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.UserShell;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker run}. */
@Command(
    name = "run",
    description =
        "Run a container, which is deleted at its end; start the machine if it does not run. On a"
            + " terminal the container has one, too. The exit code is that of the container.",
    footer = {
      "Examples:",
      "  boot2docker run busybox echo hello",
      "  boot2docker run -p 8080:80 nginx",
      "  boot2docker run --machine web --name site nginx"
    })
final class RunCommand implements Callable<Integer> {
  /** Several times what a boot takes where it is emulated. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Terminal terminal;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "1..*",
      description =
          "Options of docker run, the image, and the command with its arguments. From the first"
              + " option on that is not listed here, all is docker run's; or from '--' on.")
  List<String> words = new ArrayList<>();

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      completionCandidates = MachineNames.class,
      defaultValue = MachineDirectory.DEFAULT_NAME,
      description =
          "Name of the machine (default: ${DEFAULT-VALUE}). As in docker run, --name is the"
              + " container's, and -h its host name.")
  String machineName = MachineDirectory.DEFAULT_NAME;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    // Docker knows which options have a value; without any other word there is no image for sure.
    if (words.stream().allMatch(word -> word.startsWith("-"))) {
      throw new ParameterException(spec.commandLine(), "give IMAGE");
    }
    Machine machine =
        machineName.equals(MachineDirectory.DEFAULT_NAME)
            ? Machine.standard()
            : MachineOptions.existing(machineName);
    if (!machine.exists()) {
      terminal.say(
          "there is no machine %s yet: making it; --machine names another"
              .formatted(machine.name()));
    }
    if (!machine.isRunning()) {
      int exit = Commands.up(terminal, UpCommand::startsPart, List.of("--name", machineName));
      if (exit != 0) {
        return exit;
      }
    } else {
      // It may be starting.
      machine.awaitDocker(PATIENCE, terminal::say);
    }
    try (SshSession session = machine.ssh()) {
      UserShell shell = new UserShell(session);
      return HostTerminal.isPresent()
          ? shell.runOnTerminal(line(true))
          : shell.runUntilInterrupted(line(false), this::sayItRunsOn);
    }
  }

  private void sayItRunsOn() {
    terminal.say("the container does not heed the interrupt and runs on: see 'docker ps'");
  }

  /** What runs in the guest. */
  String line(boolean onTerminal) {
    return words.stream()
        .map(ShellWord::quoted)
        .collect(Collectors.joining(" ", "docker run --rm " + (onTerminal ? "-it " : "-i "), ""));
  }
}
