package org.boot2docker.guest.programs.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

/** When dockerd is left alone; that containers survive a restart is shown by a boot test. */
class DockerRestartTest {
  private final FakeKernel kernel = new FakeKernel();
  private final DockerRestart restart = new DockerRestart(kernel, new Log(kernel));

  @Test
  void nothingIsEndedWhenThereIsNoDockerd() {
    restart.readAgain();

    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void dockerdWithCertificatesOfItsOwnIsLeftAlone() {
    kernel.file("/run/boot2docker/services/docker.pid", "77\n");
    kernel.file("/proc/77/cmdline", "dockerd\0--tlscert=/var/lib/boot2docker/server.pem\0");
    restart.readAgain();

    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void dockerdThatNeverAnswersIsNotEnded() {
    kernel.file("/run/boot2docker/services/docker.pid", "77\n");
    kernel.file("/proc/77/cmdline", "dockerd\0--tlscert=/var/lib/boot2docker/tls/server.pem\0");
    restart.readAgain();

    assertThat(kernel.calls).contains("connect /run/docker.sock").noneMatch(this::isKill);
  }

  private boolean isKill(String call) {
    return call.startsWith("kill ");
  }
}
