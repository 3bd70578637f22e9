package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshCommandTest {
  @TempDir private Path directory;

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
