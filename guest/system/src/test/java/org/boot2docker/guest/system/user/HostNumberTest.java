package org.boot2docker.guest.system.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNumberTest {
  private static final String GIVEN =
      "/sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/uid/raw";
  private static final String PROFILE = "/var/lib/boot2docker/profile";
  private static final String ACCOUNTS =
      """
      root:x:0:0:root:/root:/bin/sh
      sshd:x:102:65534:SSH server:/run/sshd:/usr/sbin/nologin
      docker:x:1000:50:Docker:/home/docker:/bin/sh
      dockremap:x:100:100:Docker user name space:/:/usr/sbin/nologin
      """;

  private final FakeKernel kernel = new FakeKernel().file("/etc/passwd", ACCOUNTS);

  private void take() {
    new HostNumber(kernel, new Log(kernel)).take();
  }

  @Test
  void dockerAndHisHomeGetTheNumberOfWhoStartedTheMachine() {
    kernel.file(GIVEN, "501").file("/home/docker/.profile", "").file("/home/docker/.ssh/k", "");
    kernel.link("/home/docker/away", "/etc");
    take();

    assertThat(kernel.text("/etc/passwd"))
        .isEqualTo(ACCOUNTS.replace("docker:x:1000:50", "docker:x:501:50"));
    assertThat(kernel.calls)
        .contains(
            "chown 501:50 /home/docker",
            "chown 501:50 /home/docker/.profile",
            "chown 501:50 /home/docker/.ssh/k")
        .noneMatch(call -> call.contains("away"));
    assertThat(kernel.log()).containsPattern("user docker.* 501");
  }

  @Test
  void profileCountsMoreThanTheHostAndTheCommandLineMost() {
    kernel.file(GIVEN, "501").file(PROFILE, "export DOCKER_UID='502'\n");
    take();
    assertThat(kernel.text("/etc/passwd")).contains("docker:x:502:50:");

    kernel.file("/proc/cmdline", "quiet boot2docker.uid=503\n");
    take();
    assertThat(kernel.text("/etc/passwd")).contains("docker:x:503:50:");
  }

  @Test
  void nothingChangesWithoutAWish() {
    take();

    assertThat(kernel.text("/etc/passwd")).isEqualTo(ACCOUNTS);
    assertThat(kernel.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "102", "-5", "me", "99999999999", "501:20"})
  void numberThatDockerCannotHaveIsSaidOnce(String number) {
    kernel.file(GIVEN, number);
    HostNumber wish = new HostNumber(kernel, new Log(kernel));
    wish.take();
    wish.take();

    assertThat(kernel.text("/etc/passwd")).isEqualTo(ACCOUNTS);
    assertThat(kernel.log()).containsOnlyOnce("'" + number + "'").containsPattern("docker.* 1000");
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    kernel.file(GIVEN, "501");
    take();
    kernel.calls.clear();
    take();

    assertThat(kernel.calls).isEmpty();
  }
}
