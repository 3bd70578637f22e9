package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SshCommandTest {
  @TempDir private Path directory;

  private static SshCommand parsed(String line) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    CommandLine all = Commands.all(new Terminal(nowhere, nowhere));
    return (SshCommand) all.parseArgs(line.split(" ")).subcommand().commandSpec().userObject();
  }

  @ParameterizedTest
  @CsvSource({
    "ssh web -- ls -l, true, ls -l",
    "ssh -A web --, true, ''",
    "ssh web -- grep -- -v, true, grep -- -v",
    "ssh ls -l -- web, false, ls -l -- web",
    "ssh -- ls -l, false, ls -l",
    "ssh -- grep -- -v, false, grep -- -v",
    "ssh --name web grep -- -v, false, grep -- -v",
    "ssh ls, false, ls",
    "ssh, false, ''"
  })
  void aWordWithTwoHyphensBehindItIsTheMachine(String line, boolean names, String command) {
    SshCommand ssh = parsed(line);

    assertThat(ssh.namesMachine()).isEqualTo(names);
    assertThat(ssh.line()).isEqualTo(command);
  }

  @Test
  void theAgentIsWhereTheEnvironmentSays() throws IOException {
    Path socket = Files.createFile(directory.resolve("agent"));
    assertThat(SshCommand.agent(Map.of("SSH_AUTH_SOCK", socket.toString()))).isEqualTo(socket);
  }

  @Test
  void withoutAnAgentThereIsNothingToForward() {
    assertThatThrownBy(() -> SshCommand.agent(Map.of()))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("SSH_AUTH_SOCK");
    String gone = directory.resolve("gone").toString();
    assertThatThrownBy(() -> SshCommand.agent(Map.of("SSH_AUTH_SOCK", gone)))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining(gone);
  }
}
