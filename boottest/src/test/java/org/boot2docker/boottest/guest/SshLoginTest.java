package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Logins over SSH, and what scripts find in them. */
@Order(31)
@ExtendWith(LabExtension.class)
class SshLoginTest {
  @TempDir private Path directory;

  @Test
  void javaClientLogsInWithTheWellKnownPassword(Guest guest) throws IOException {
    try (SshSession session =
        SshSession.connect(guest.machine().target().withPasswordOnly(), Duration.ofMinutes(1))) {
      assertThat(session.exec("id -un").out()).isEqualTo("docker\n");
    }
  }

  @Test
  void opensshLogsInWithTheWellKnownPassword(Guest guest) throws IOException {
    HostTool.Result result = OpenSsh.to(guest, directory).ssh("id; exit 7");

    assertThat(result.exit()).isEqualTo(7);
    assertThat(result.out()).contains("uid=1000(docker) gid=50(staff)", "(docker)");
  }

  @Test
  void programsInTheGuestSignWithTheAgentOfThisHost(Guest guest) throws IOException {
    HostTool.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key").succeeded();
    Path socket = directory.resolve("agent");
    HostTool.run(
            directory, "sh", "-c", "ssh-agent -a agent >vars && SSH_AUTH_SOCK=agent ssh-add -q key")
        .succeeded();
    try (SshSession session = guest.machine().ssh()) {
      assertThat(session.exec("test -z \"$SSH_AUTH_SOCK\"").ok()).as("unless asked").isTrue();
      session.forwardAgent(socket);
      session.exec("cat > key.pub", Files.readString(directory.resolve("key.pub")));
      ExecResult signed = session.exec("ssh-keygen -Y sign -n file -f key.pub", "text");
      assertThat(signed.ok()).as(signed.err()).isTrue();
      Files.writeString(directory.resolve("signature"), signed.out());
      Files.writeString(directory.resolve("text"), "text");
      HostTool.run(
              directory, "sh", "-c", "ssh-keygen -Y check-novalidate -n file -s signature <text")
          .succeeded();
    } finally {
      guest.run("rm -f key.pub");
      HostTool.run(directory, "sh", "-c", ". ./vars && kill $SSH_AGENT_PID").succeeded();
    }
  }

  @Test
  void wrongPasswordIsRefused(Guest guest) throws IOException {
    OpenSsh openSsh = OpenSsh.to(guest, directory);
    HostTool.Result result =
        HostTool.run(
            directory,
            "sshpass",
            "-p",
            "wrong",
            "ssh",
            "-F",
            "none",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "PubkeyAuthentication=no",
            "-o",
            "NumberOfPasswordPrompts=1",
            "-p",
            Integer.toString(openSsh.port()),
            "docker@127.0.0.1",
            "id");

    assertThat(result.exit()).isNotZero();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void rootHasNoPasswordToLogInWith(Guest guest) throws IOException {
    assertThat(guest.run("sudo grep ^root: /etc/shadow")).startsWith("root:*:");
  }

  @Test
  void sudoNeedsNoPassword(Guest guest) throws IOException {
    assertThat(guest.run("sudo id -u")).isEqualTo("0\n");
    assertThat(guest.run("sudo -n -E sh -c 'id -un; echo $1' sh word")).isEqualTo("root\nword\n");
    assertThat(
            guest
                .exec("sudo tee /root/note > /dev/null && sudo cat /root/note", "from a pipe\n")
                .out())
        .isEqualTo("from a pipe\n");
  }

  @Test
  void dockerNeedsNoSudo(Guest guest, BuiltImage image) throws IOException {
    String version = guest.run("docker version --format '{{.Client.Version}} {{.Server.Version}}'");

    // Debian's build says +dfsg and a number behind the version.
    assertThat(version.strip().split(" ")[1]).startsWith(image.manifest().version());
  }

  @Test
  void scriptsFindTheProgramsThatDockerMachineCalls(Guest guest) throws IOException {
    for (String program :
        new String[] {"ip", "docker", "netstat", "tee", "rsync", "scp", "poweroff", "reboot"}) {
      assertThat(guest.exec("type " + program).exit()).as(program).isZero();
    }
    assertThat(guest.run("ls /usr/local/sbin/shutdown /usr/lib/sftp-server")).hasLineCount(2);
  }

  @Test
  void osReleaseHasTheBuildThatTheVolumeHas(Guest guest, BuiltImage image) throws IOException {
    String build = IsoReader.read(image.iso()).volumeSetId();

    assertThat(build).matches("[0-9a-f]{64}");
    assertThat(guest.run("sed -n 's/^BUILD_ID=//p' /etc/os-release")).isEqualTo(build + "\n");
  }

  @Test
  void osReleaseNamesBoot2dockerWithOneEqualsSignALine(Guest guest, BuiltImage image)
      throws IOException {
    String text = guest.run("cat /etc/os-release");

    assertThat(text.lines())
        .allMatch(line -> line.chars().filter(c -> c == '=').count() == 1)
        .contains(
            "ID=boot2docker",
            "NAME=Boot2Docker",
            "VERSION=" + image.manifest().version(),
            "PRETTY_NAME=\"Boot2Docker " + image.manifest().version() + "\"");
  }
}
