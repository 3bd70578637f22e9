package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** docker-machine's contract with the guest, and what of it is still there after a restart. */
@Tag("nightly")
@Order(60)
@ExtendWith(LabExtension.class)
class DockerMachineTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String STATE = "/var/lib/boot2docker/";
  private static final String PROXY = "HTTP_PROXY=http://user:p4ssw0rd@10.0.2.2:3128";

  @TempDir private Path directory;
  private ClientCertificates certificates;
  private int tlsPort;

  @BeforeEach
  void makeKeysAndCertificates() throws IOException {
    certificates = ClientCertificates.make(directory);
    HostTool.run(
            directory,
            "ssh-keygen",
            "-q",
            "-t",
            "rsa",
            "-b",
            "2048",
            "-m",
            "PEM",
            "-N",
            "",
            "-f",
            "id_rsa")
        .succeeded();
    tlsPort = HostServer.freePort();
  }

  private Path key() {
    return directory.resolve("id_rsa");
  }

  private Guest boot(Lab lab, String name, MachineSpec.Builder spec) throws IOException {
    Guest guest = lab.boot(name, spec.forward(tlsPort, 2376));
    guest.awaitDocker();
    return guest;
  }

  /** As userdata.tar would bring the key. */
  private void authorize(Guest guest) throws IOException {
    String line = Files.readString(directory.resolve("id_rsa.pub"));
    guest.exec("mkdir -p .ssh && cat >> .ssh/authorized_keys && chmod 600 .ssh/*", line);
  }

  /** The SSH server, told of its slower keys, starts again and meanwhile answers nobody. */
  private static void awaitAllHostKeys(Guest guest) throws IOException {
    guest.await(SOON, "sed -n '/SIGHUP/,$p' /var/log/sshd.log", "Server listening on :: port 22");
  }

  private void assertTls() throws IOException {
    HostTool.Result answer = certificates.ping(tlsPort, true);
    assertThat(answer.out()).as(answer.err()).startsWith("HTTP/1.0 200 OK").endsWith("OK");
    assertThat(certificates.ping(tlsPort, false).out()).as("without a certificate").isEmpty();
  }

  @Test
  @Order(1)
  void anOldClientThatKnowsOnlyRsaGetsAMachineWithoutADisk(Lab lab) throws IOException {
    Guest guest = boot(lab, "machine-old", lab.image().machine());
    authorize(guest);
    OldGoSsh ssh = new OldGoSsh(key(), guest.machine().target().port());
    DockerMachine machine = new DockerMachine(ssh, certificates);

    machine.create("old", "--label a=b", "NO_PROXY=localhost");

    assertTls();
    assertThat(
            machine.succeed("docker info --format '{{range .Labels}}{{println .}}{{end}}'").lines())
        .filteredOn(label -> !label.isEmpty())
        .containsExactlyInAnyOrder("provider=generic", "a=b");
    assertThat(machine.succeed("docker info --format '{{.NoProxy}}'")).isEqualTo("localhost\n");
    assertThat(machine.succeed("ip addr show"))
        .as("what the driver for VirtualBox looks for")
        .containsPattern("(?m)^\\s+link/ether 52:54:00:\\S+ .*\\n\\s+inet 10\\.0\\.2\\.15/24 ");
    machine.succeed(
        "for word in ip docker netstat ss tee rsync scp; do type $word || exit 1; done");
  }

  @Test
  @Order(2)
  void allOfItIsThereAgainAfterARestartWithADataDisk(Lab lab) throws IOException {
    Path disk = directory.resolve("data.img");
    HostTool.run(directory, "truncate", "-s", "2G", "data.img").succeeded();
    HostTool.run(directory, "mkfs.ext4", "-q", "-L", "boot2docker-data", "data.img").succeeded();
    MachineSpec.Builder spec = lab.image().machine().disk(DataDisk.raw(disk));
    Guest guest = boot(lab, "machine-disk", spec);
    authorize(guest);
    awaitAllHostKeys(guest);
    ExternalSsh ssh = new ExternalSsh(key(), guest.machine().target().port());
    DockerMachine machine = new DockerMachine(ssh, certificates);

    machine.create(
        "whale", "--insecure-registry 10.0.0.0/8\n--registry-mirror http://10.0.2.2:5000/", PROXY);
    assertTls();
    writeScriptsAndCertificates(guest);

    guest.reboot("sudo shutdown -r now");
    guest.awaitDocker();

    assertTls();
    assertSettings(guest);
    assertScripts(guest);
    assertExtraAuthorities(guest);
    assertThat(guest.run("sudo grep -c p4ssw0rd /var/log/docker.log; true").strip()).isEqualTo("0");

    authorize(guest);
    machine.create("whale2", "--label again=1", PROXY);
    assertTls();
    assertThat(guest.run("hostname")).isEqualTo("whale2\n");
    dockerIsControlled(guest);
    mistakesAreSurvivedAndSaid(guest);
  }

  private static void writeScriptsAndCertificates(Guest guest) throws IOException {
    guest.exec(
        "sudo tee " + STATE + "bootsync.sh",
        """
        echo sync; pidof dockerd && echo too-late
        docker version --format 'early {{.Server.Os}}' > /run/early 2>&1 &
        sleep 2; date +%s%N > /run/synced; exit 3
        """);
    guest.exec("sudo tee " + STATE + "bootlocal.sh", "docker version; echo local: $?; id -un\n");
    guest.run("sudo mkdir -p " + STATE + "certs " + STATE + "etc/docker");
    guest.run("sudo cp .docker/ca.pem " + STATE + "certs/mine.pem");
    guest.run("echo nonsense | sudo tee " + STATE + "certs/broken.crt");
    guest.exec("sudo tee /etc/docker/daemon.json", "{\"max-concurrent-downloads\": 2}\n");
  }

  private static void assertSettings(Guest guest) throws IOException {
    assertThat(guest.run("hostname; cat /etc/hostname")).isEqualTo("whale\nwhale\n");
    assertThat(
            guest.run(
                "docker info --format '{{.Labels}} {{json .RegistryConfig.InsecureRegistryCIDRs}}"
                    + " {{json .RegistryConfig.Mirrors}} {{.HTTPProxy}}'"))
        .contains(
            "[provider=generic]", "10.0.0.0/8", "[\"http://10.0.2.2:5000/\"]", "10.0.2.2:3128");
    assertThat(guest.run("cat " + STATE + "etc/docker/daemon.json")).contains("downloads");
  }

  private static void assertScripts(Guest guest) throws IOException {
    guest.await(SOON, "cat " + STATE + "log/bootlocal.log", "local: 0\nroot");
    assertThat(guest.run("cat " + STATE + "log/bootsync.log")).isEqualTo("sync\n");
    assertThat(guest.run("[ /run/docker.pid -nt /run/synced ] && echo after")).contains("after");
    assertThat(guest.run("cat /run/early"))
        .as("asked before Docker ran")
        .isEqualTo("early linux\n");
    assertThat(guest.consoleText()).containsPattern("bootsync .*exit status 3");
  }

  private static void assertExtraAuthorities(Guest guest) throws IOException {
    String bundle = "/etc/ssl/certs/ca-certificates.crt";
    assertThat(guest.run("sed -n 2p %scerts/mine.pem | grep -cFf - %s".formatted(STATE, bundle)))
        .isEqualTo("1\n");
    assertThat(guest.consoleText()).containsPattern("certs/broken.crt .*no certificate");
  }

  private static void dockerIsControlled(Guest guest) throws IOException {
    String docker = "sudo /etc/init.d/docker ";
    assertThat(guest.run("/etc/init.d/docker status")).isEqualTo("Docker daemon is running\n");
    guest.run(docker + "stop");
    assertThat(guest.exec("/etc/init.d/docker status").exit()).isEqualTo(1);
    assertThat(guest.exec("sleep 3; pidof dockerd").exit()).as("it stays stopped").isEqualTo(1);
    assertThat(guest.run("sudo service")).contains("docker: stopped\n");
    assertThat(guest.exec("service").exit()).as("only root may ask").isEqualTo(1);
    guest.run(docker + "restart && docker version && " + docker + "reload");
  }

  private static void mistakesAreSurvivedAndSaid(Guest guest) throws IOException {
    String restart = " | sudo tee " + STATE + "profile && sudo /etc/init.d/docker restart";
    guest.run("echo 'EXTRA_ARGS=--nonsense'" + restart);
    guest.run("docker version");
    assertThat(guest.run("printf 'A=1\\nB=\"\\n'" + restart + " 2>&1"))
        .contains("profile can't be used (line 2: ", "docker: running");
    guest.run("docker version");
    guest.run("echo SERVERCERT=/missing.pem" + restart);
    assertThat(guest.run("netstat -tln")).containsPattern(":2376\\s");
    guest.run("echo DOCKER_TLS=no" + restart);
    assertThat(guest.run("netstat -tln")).containsPattern(":2375\\s").doesNotContain(":2376");
    assertThat(guest.consoleText())
        .contains("unknown flag: --nonsense", "(line 2: ", "/missing.pem", "without TLS");
  }
}
