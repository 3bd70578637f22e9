package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.saved.UnsavableException;
import org.junit.jupiter.api.Test;

class StopCommandTest {
  @Test
  void whoShutsDownInsteadOfSavingIsNotToldToDoSo() {
    assertThat(
            StopCommand.instead(
                new UnsavableException("machine m shares folders", "stop it, or don't")))
        .isEqualTo("machine m shares folders: shutting it down instead");
    assertThat(StopCommand.instead(new MachineException("QEMU is silent")))
        .isEqualTo("QEMU is silent: shutting it down instead");
  }
}
