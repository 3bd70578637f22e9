package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.boot2docker.machine.model.MachineException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code boot2docker ssh-config}. */
@Command(
    name = "ssh-config",
    description =
        "Print settings for the OpenSSH client; add them to ~/.ssh/config, then run: ssh"
            + " boot2docker-default")
final class SshConfigCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin MachineArgument machine;
  @Mixin CommonOptions common;

  SshConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path file = machine.existing().directory().sshConfig();
    if (!Files.exists(file)) {
      throw new MachineException(
          "machine %s was not started yet: start it with 'boot2docker up %s'"
              .formatted(machine.name(), machine.name()));
    }
    terminal.print(Files.readString(file).stripTrailing());
    return 0;
  }
}
