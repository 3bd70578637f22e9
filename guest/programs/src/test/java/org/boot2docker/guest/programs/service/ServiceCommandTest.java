package org.boot2docker.guest.programs.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class ServiceCommandTest {
  private final FakeKernel kernel = new FakeKernel();

  private String said(int descriptor) {
    return kernel.sent.getOrDefault(descriptor, "");
  }

  @Test
  void refusesWhatMakesNoSenseWithoutAsking() {
    ServiceCommand command = new ServiceCommand(kernel);
    assertThat(command.run(List.of("d"))).isEqualTo(2);
    assertThat(command.run(List.of("d", "explode"))).isEqualTo(2);
    assertThat(kernel.calls).doesNotContain("connect " + GuestPaths.CONTROL);
    assertThat(said(2)).contains("usage: service");
  }

  @Test
  void saysThatItNeedsRoot() {
    kernel.failures.put("connect " + GuestPaths.CONTROL, -13);
    assertThat(new ServiceCommand(kernel).run(List.of())).isEqualTo(1);
    assertThat(said(2)).contains("sudo");
  }
}
