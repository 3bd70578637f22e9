package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Pause;

/**
 * What {@code docker-machine create -d generic --generic-ssh-user docker} does, in its order and in
 * its words.
 *
 * @param remote how it reaches the guest
 * @param certificates what it uploads
 */
record DockerMachine(Remote remote, ClientCertificates certificates) {
  private static final Pattern LISTENER = Pattern.compile(":2376\\s+.*:.*");
  private static final int SSH_TRIES = 60;
  private static final int LISTENER_TRIES = 10;
  private static final int PAUSE_SECONDS = 3;

  /** All nine steps; the host name, and what is put among the profile's arguments and exports. */
  void create(String name, String extraArguments, String export) throws IOException {
    awaitSsh();
    assertOsRelease();
    String hostName =
        "sudo /usr/bin/sethostname %1$s && echo \"%1$s\""
            + " | sudo tee /var/lib/boot2docker/etc/hostname";
    assertThat(succeed(hostName.formatted(name))).isEqualTo(name + "\n");
    awaitListener();
    succeed("sudo mkdir -p /var/lib/boot2docker");
    succeed("sudo /etc/init.d/docker stop");
    succeed("if [ ! -z \"$(ip link show docker0)\" ]; then sudo ip link delete docker0; fi");
    upload("ca.pem", "ca.pem");
    upload("server.pem", "server.pem");
    upload("server-key.pem", "server-key.pem");
    writeProfile(extraArguments, export);
    succeed("sudo /etc/init.d/docker start");
    awaitListener();
  }

  private void awaitSsh() throws IOException {
    for (int i = 1; i < SSH_TRIES && exit("exit 0") != 0; i++) {
      Pause.seconds(PAUSE_SECONDS);
    }
    succeed("exit 0");
  }

  private int exit(String command) {
    try {
      return remote.run(command).exit();
    } catch (IOException e) {
      return -1;
    }
  }

  private void assertOsRelease() throws IOException {
    String text = succeed("cat /etc/os-release");
    assertThat(text.lines()).contains("ID=boot2docker");
    assertThat(text.lines()).allMatch(line -> line.split("=").length == 2);
  }

  private void awaitListener() throws IOException {
    String said = "";
    for (int i = 0; i < LISTENER_TRIES; i++) {
      said = succeed("if ! type netstat 1>/dev/null; then ss -tln; else netstat -tln; fi");
      if (LISTENER.matcher(said).find()) {
        return;
      }
      Pause.seconds(PAUSE_SECONDS);
    }
    assertThat(said).as("listeners").containsPattern(LISTENER);
  }

  private void upload(String file, String to) throws IOException {
    succeed(
        "printf '%%s' '%s' | sudo tee /var/lib/boot2docker/%s"
            .formatted(certificates.text(file), to));
  }

  private void writeProfile(String extraArguments, String export) throws IOException {
    String profile =
        """

        EXTRA_ARGS='
        --label provider=generic
        %s

        '
        CACERT=/var/lib/boot2docker/ca.pem
        DOCKER_HOST='-H tcp://0.0.0.0:2376'
        DOCKER_STORAGE=overlay2
        DOCKER_TLS=auto
        SERVERKEY=/var/lib/boot2docker/server-key.pem
        SERVERCERT=/var/lib/boot2docker/server.pem

        export \\"%s\\"

        """
            .formatted(extraArguments, export);
    succeed("printf %s \"" + profile + "\" | sudo tee /var/lib/boot2docker/profile");
  }

  /** Runs a command that must succeed; what it printed. */
  String succeed(String command) throws IOException {
    HostTool.Result result = remote.run(command);
    assertThat(result.exit())
        .as("%s said: %s%s", Arrays.asList(command.split("\n")).get(0), result.out(), result.err())
        .isZero();
    return result.out();
  }
}
