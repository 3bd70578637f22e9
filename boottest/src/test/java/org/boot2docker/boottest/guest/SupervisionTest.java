package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.model.Progress;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What dies comes back; and at the end the power button ends all. */
@Order(36)
@ExtendWith(LabExtension.class)
class SupervisionTest {
  private static final Duration BACK = Duration.ofMinutes(2);

  @Test
  @Order(1)
  void dockerdComesBack(Guest guest, BuiltImage image) throws IOException {
    comesBack(guest, "dockerd");
    guest.await(BACK, "docker version --format '{{.Server.Version}}'", image.manifest().version());
  }

  @Test
  @Order(2)
  void containerdComesBackAndContainersRunAgain(Guest guest, BuiltImage image) throws IOException {
    comesBack(guest, "containerd");
    guest.await(BACK, "docker version --format '{{.Server.Version}}'", image.manifest().version());
    guest.await(BACK, "docker run --rm " + BusyboxImage.NAME + " echo again", "again");
  }

  @Test
  @Order(3)
  void sshServerComesBack(Guest guest) throws IOException {
    String before = guest.run("cat /run/sshd.pid").strip();
    // The session that says this is a child of the server, and stays.
    guest.run("sudo kill -9 " + before);
    awaitOther(guest, "cat /run/sshd.pid", before);
    guest.machine().awaitSsh(BACK, Progress.silent());
  }

  private static void comesBack(Guest guest, String program) throws IOException {
    String before = guest.run("pidof " + program).strip();
    guest.run("sudo kill -9 " + before);
    assertThat(awaitOther(guest, "pidof " + program, before)).matches("\\d+");
  }

  private static String awaitOther(Guest guest, String command, String before) throws IOException {
    guest.await(
        BACK,
        "now=$(%s); [ -n \"$now\" ] && [ \"$now\" != '%s' ] && echo another"
            .formatted(command, before),
        "another");
    return guest.run(command).strip();
  }

  @Test
  @Order(4)
  void kernelLogTellsWhatDied(Guest guest) throws IOException {
    assertThat(guest.run("sudo dmesg"))
        .contains("docker ended with", "containerd ended with", "sshd ended with");
  }

  @Test
  @Order(5)
  void powerButtonShutsDownInOrder(Guest guest) throws IOException {
    guest.run("docker run -d --name last " + BusyboxImage.NAME + " sleep 600");

    assertThat(guest.stop()).isEqualTo(StopOutcome.CLEAN);
    assertThat(guest.consoleText()).contains("powers off").doesNotContain("Kernel panic");
  }
}
