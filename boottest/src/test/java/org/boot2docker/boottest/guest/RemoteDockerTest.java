package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.machine.model.DataDisk;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker's TLS port, from another machine's side. */
@Order(46)
@ExtendWith(LabExtension.class)
class RemoteDockerTest {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int DOCKER_PORT = 2376;
  private static final String STORE = "/var/lib/boot2docker/tls/";
  private static final String STATE =
      "docker inspect -f '{{.State.Running}} {{.State.Pid}} {{.State.StartedAt}}' keeper";

  @TempDir private Path directory;

  /** The clock of this first boot is decades behind. */
  @Test
  @Tag("nightly")
  void certificatesOfTheFirstBootServeOverNewAddressesDamageAndRestart(Lab lab)
      throws IOException, GeneralSecurityException {
    DiskImage disk = DiskImage.partitioned(directory.resolve("data.img"), "boot2docker-data");
    int port = HostServer.freePort();
    Guest guest =
        lab.boot(
            "tls",
            lab.image()
                .machine()
                .disk(DataDisk.raw(disk.file()))
                .forward(port, DOCKER_PORT)
                .extraArguments("-rtc", "base=1990-01-01T00:00:00"));
    guest.awaitDocker();
    setClock(guest);
    TlsClient client = client(guest, port);
    assertThat(client.get("/version")).contains("\"ApiVersion\"");
    assertThat(guest.run("netstat -tln")).containsPattern(":2376\\s+.*:.*");
    refusesOthers(guest, port);
    dockersOwnClientConnects(guest);
    noLogHoldsAKey(guest);

    containersRunOnWhenTheMachineIsCalledSomethingNew(guest, client);

    String authority = guest.run("cat " + STORE + "ca.pem");
    guest.run("sudo dd if=/dev/zero of=" + STORE + "server.pem bs=1 seek=300 count=9 conv=notrunc");
    guest.run("sudo truncate -s 100 " + STORE + "clientkey.pem; sync");
    guest.reboot("sudo reboot");
    guest.awaitDocker();
    setClock(guest);
    assertThat(guest.run("cat " + STORE + "ca.pem")).isEqualTo(authority);
    assertThat(client.get("/version")).as("with the files fetched before").contains("ApiVersion");
    assertThat(client(guest, port).get("/version")).as("with new files").contains("ApiVersion");
  }

  private void refusesOthers(Guest guest, int port) throws IOException {
    String authority = guest.run("cat .docker/ca.pem");
    assertThatThrownBy(() -> TlsClient.anonymous(port, authority).get("/version"))
        .as("a client without a certificate")
        .isInstanceOf(IOException.class);
    HostTool.run(
            directory,
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "foreign-key.pem",
            "-out",
            "foreign.pem",
            "-subj",
            "/CN=boot2docker client")
        .succeeded();
    String certificate = Files.readString(directory.resolve("foreign.pem"));
    String key = Files.readString(directory.resolve("foreign-key.pem"));
    assertThatThrownBy(() -> TlsClient.with(port, authority, certificate, key).get("/version"))
        .as("a client with a certificate of somebody else's")
        .isInstanceOf(IOException.class);
  }

  private static void dockersOwnClientConnects(Guest guest) throws IOException {
    for (String host : List.of("10.0.2.15", "localhost", "[::1]", "boot2docker")) {
      assertThat(
              guest.run(
                  "docker --tlsverify -H tcp://"
                      + host
                      + ":2376 version --format '{{.Server.Version}}'"))
          .as(host)
          .isNotBlank();
    }
  }

  /** Compared line by line, so that part of a key would be found too. */
  private static void noLogHoldsAKey(Guest guest) throws IOException {
    guest.run(
        "sudo sh -c 'cat "
            + STORE
            + "*key.pem | grep -v -e ----- > /tmp/keys; dmesg > /tmp/dmesg'");
    assertThat(guest.run("sudo wc -l < /tmp/keys").strip()).isNotEqualTo("0");
    assertThat(
            guest
                .exec(
                    "sudo grep -r -l -F -f /tmp/keys /var/log /var/lib/boot2docker/log /tmp/dmesg /run/boot2docker")
                .out())
        .isEmpty();
    guest.run("sudo rm /tmp/keys");
  }

  private void containersRunOnWhenTheMachineIsCalledSomethingNew(Guest guest, TlsClient client)
      throws IOException, GeneralSecurityException {
    BusyboxImage.load(guest, directory);
    guest.run("docker run -d --name keeper " + BusyboxImage.NAME + " sleep 3600");
    String state = guest.run(STATE);
    assertThat(state).startsWith("true ");
    String dockerd = guest.run("cat /var/run/docker.pid");

    guest.run("sudo hostname new-name && sudo ip addr add 10.9.8.7/24 dev eth0");
    awaitName(client, "10.9.8.7");
    awaitName(client, "new-name");

    assertThat(guest.run("cat /var/run/docker.pid")).as("the same dockerd").isEqualTo(dockerd);
    assertThat(guest.run(STATE)).as("the same container").isEqualTo(state);
    assertThat(guest.run("docker exec keeper echo still here")).isEqualTo("still here\n");
    assertThat(client.serverCertificate().getSubjectAlternativeNames().toString())
        .contains("10.0.2.15", "localhost", "127.0.0.1", "boot2docker");
  }

  /** The port answers all the time. */
  private static void awaitName(TlsClient client, String name)
      throws IOException, GeneralSecurityException {
    Instant end = Instant.now().plus(SOON);
    while (!client.serverCertificate().getSubjectAlternativeNames().toString().contains(name)) {
      assertThat(Instant.now()).as("the certificate has %s", name).isBefore(end);
      Pause.seconds(1);
    }
  }

  @Test
  @Tag("nightly")
  void firstBootWithAClockFarAheadMakesCertificatesThatAreValidToday(Lab lab)
      throws IOException, GeneralSecurityException {
    int port = HostServer.freePort();
    Guest guest =
        lab.boot(
            "tls-2045",
            lab.image()
                .machine()
                .forward(port, DOCKER_PORT)
                .extraArguments("-rtc", "base=2045-06-01T00:00:00"));
    guest.awaitDocker();
    X509Certificate server = TlsClient.read(guest.run("cat " + STORE + "server.pem"));
    assertThat(server.getNotAfter()).isAfter("2045-06-01");
    setClock(guest);

    assertThat(client(guest, port).get("/version")).contains("\"ApiVersion\"");
  }

  private static TlsClient client(Guest guest, int port) throws IOException {
    return TlsClient.with(
        port,
        guest.run("cat .docker/ca.pem"),
        guest.run("cat .docker/cert.pem"),
        guest.run("cat .docker/key.pem"));
  }

  private static void setClock(Guest guest) throws IOException {
    guest.run("sudo date -s @" + Instant.now().getEpochSecond());
  }
}
