package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.ssh.ExecResult;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What dies comes back; and at the end the power button ends all. */
@Order(36)
@ExtendWith(LabExtension.class)
class SupervisionTest {
  private static final Duration BACK = Duration.ofMinutes(2);
  private static final String VERSION = "docker version --format '{{.Server.Version}}'";

  /** The programs that hold the socket that listens there; connections to it are others. */
  private static final String HOLDERS =
      """
      inode=$(awk '$8 == "/run/docker.sock" && $4 == "00010000" { print $7 }' /proc/net/unix)
      for process in /proc/[0-9]*; do
        ! ls -l $process/fd 2> /dev/null | grep -q "socket:.$inode\\]" || cat $process/comm
      done
      """;

  @Test
  @Order(1)
  void dockerdComesBackAndItsClientsOnlyWait(Guest guest, BuiltImage image) throws IOException {
    String before = guest.run("pidof dockerd");
    assertThat(guest.run("sudo kill -9 $(pidof dockerd); timeout 120 " + VERSION))
        .contains(image.manifest().version());
    assertThat(guest.run("pidof dockerd")).isNotEqualTo(before);
  }

  @Test
  @Tag("nightly")
  @Order(2)
  void clientsOnlyWaitWhileDockerRestarts(Guest guest, BuiltImage image) throws IOException {
    String restart = "sudo /etc/init.d/docker restart > /dev/null & ";
    String asked =
        "for i in 1 2 3 4; do timeout 120 " + VERSION + " || exit; sleep 0.3; done; wait";
    assertThat(guest.run(restart + asked).lines())
        .hasSize(4)
        .allMatch(line -> line.contains(image.manifest().version()));
  }

  @Test
  @Tag("nightly")
  @Order(3)
  void clientsOfAStoppedDockerAreToldAtOnce(Guest guest, BuiltImage image) throws IOException {
    guest.run("sudo /etc/init.d/docker stop");
    ExecResult told = guest.exec("timeout 20 " + VERSION);
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.err().strip())
        .startsWith("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.")
        .doesNotContain("\n");
    assertThat(guest.run("sudo /etc/init.d/docker start > /dev/null && " + VERSION))
        .contains(image.manifest().version());
  }

  @Test
  @Order(4)
  void onlyInitAndDockerdHoldDockersSocket(Guest guest) throws IOException {
    assertThat(guest.run("stat -c '%a %U %G' /var/run/docker.sock")).isEqualTo("660 root docker\n");
    guest.exec("cat > holders", HOLDERS);
    assertThat(guest.run("sudo sh holders").lines()).containsExactlyInAnyOrder("init", "dockerd");
  }

  /** Docker says itself that it is ready, over a socket that neither users nor containers reach. */
  @Test
  @Order(4)
  void readinessIsToldByTheDaemonsAndByNobodyElse(Guest guest, @TempDir Path directory)
      throws IOException {
    BusyboxImage.load(guest, directory);
    assertThat(guest.run("stat -c '%a %U' /run/boot2docker/notify")).isEqualTo("600 root\n");
    String environment = "sudo cat /proc/$(pidof %s)/environ | tr '\\0' '\\n' | grep NOTIFY";
    for (String daemon : new String[] {"dockerd", "containerd"}) {
      assertThat(guest.run(environment.formatted(daemon)))
          .isEqualTo("NOTIFY_SOCKET=/run/boot2docker/notify\n");
    }
    assertThat(guest.run("docker run --rm " + BusyboxImage.NAME + " env"))
        .doesNotContain("NOTIFY_SOCKET");
    assertThat(guest.run("sudo dmesg"))
        .contains("reached containerd at", "reached docker at")
        .doesNotContain("a notification of process");
  }

  @Test
  @Tag("nightly")
  @Order(5)
  void dockerdThatOutlivesACrashOfInitKeepsItsSocket(Guest guest, BuiltImage image)
      throws IOException {
    String before = guest.run("pidof dockerd");
    assertThat(guest.run("sudo kill -ABRT 1; sleep 2; timeout 120 " + VERSION))
        .contains(image.manifest().version());
    assertThat(guest.run("pidof dockerd")).isEqualTo(before);
    assertThat(guest.run("sudo kill -9 $(pidof dockerd); sleep 1; timeout 120 " + VERSION))
        .contains(image.manifest().version());
  }

  @Test
  @Order(6)
  void containerdComesBackAndContainersRunAgain(Guest guest, BuiltImage image) throws IOException {
    comesBack(guest, "containerd");
    guest.await(BACK, VERSION, image.manifest().version());
    guest.await(BACK, "docker run --rm " + BusyboxImage.NAME + " echo again", "again");
  }

  @Test
  @Order(7)
  void sshServerComesBack(Guest guest) throws IOException {
    String before = guest.run("cat /run/sshd.pid").strip();
    // The session that says this is a child of the server, and stays.
    guest.run("sudo kill -9 " + before);
    awaitOther(guest, "cat /run/sshd.pid", before);
    guest.machine().awaitSsh(BACK, Progress.SILENT);
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
  @Order(8)
  void kernelLogTellsWhatDied(Guest guest) throws IOException {
    assertThat(guest.run("sudo dmesg"))
        .contains("docker ended with", "containerd ended with", "sshd ended with");
  }

  @Test
  @Order(9)
  void powerButtonShutsDownInOrder(Guest guest) throws IOException {
    guest.run("docker run -d --name last " + BusyboxImage.NAME + " sleep 600");

    assertThat(guest.stop()).isEqualTo(StopOutcome.CLEAN);
    assertThat(guest.consoleText()).contains("powers off").doesNotContain("Kernel panic");
  }
}
