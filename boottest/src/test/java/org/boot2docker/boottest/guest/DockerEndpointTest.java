package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.WebPage;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker answers on a Unix socket of this machine, streams included. */
@Order(35)
@ExtendWith(LabExtension.class)
class DockerEndpointTest {
  private static final int STREAM_BYTES = 2_000_000;
  private static final String SERVED = "served by a container";

  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @BeforeEach
  void loadImage(Guest guest) throws IOException {
    if (!guest.exec("docker image inspect " + BusyboxImage.NAME).ok()) {
      BusyboxImage.load(guest, directory);
    }
  }

  @Test
  void tellsItsVersion(Guest guest, BuiltImage image) throws IOException {
    JsonNode version = new DockerApi(guest.machine().dockerSocket()).get("/version");

    assertThat(version.path("Version").asText()).startsWith(image.manifest().version());
    assertThat(version.path("KernelVersion").asText()).isEqualTo(image.manifest().kernel());
  }

  @Test
  void carriesAStreamBothWaysAndItsEnd(Guest guest) throws IOException {
    DockerApi docker = new DockerApi(guest.machine().dockerSocket());
    String config = "{\"Image\":\"%s\",\"Cmd\":[\"sleep\",\"600\"]}".formatted(BusyboxImage.NAME);
    String container = docker.post("/containers/create", config).path("Id").asText();
    docker.post("/containers/" + container + "/start", "");
    byte[] sent = new byte[STREAM_BYTES];
    new Random(7).nextBytes(sent);

    String exec =
        docker
            .post(
                "/containers/" + container + "/exec",
                "{\"AttachStdin\":true,\"AttachStdout\":true,\"Cmd\":[\"cat\"]}")
            .path("Id")
            .asText();
    byte[] back = docker.stream("/exec/" + exec + "/start", "{\"Detach\":false}", sent);

    assertThat(back).isEqualTo(sent);
    docker.delete("/containers/" + container + "?force=true");
  }

  @Test
  void aPublishedPortIsOnThisHostAsLongAsItsContainerRuns(Guest guest) throws IOException {
    int port = HostServer.freePort();
    guest.run(
        "docker run -d --name published -p %1$d:80 -p 127.0.0.1:%2$d:80 %3$s httpd -f -p 80 -h /www"
            .formatted(port, port + 1, BusyboxImage.NAME));

    for (int each : List.of(port, port + 1)) {
      WebPage.at("127.0.0.1", each).awaitText(SERVED);
    }
    guest.run("docker rm -f published");
    WebPage.at("127.0.0.1", port).awaitNone();
  }

  @Test
  void aPortIsPublishedOnTheAddressThatWasAskedFor(Guest guest) throws IOException {
    int port = HostServer.freePort();
    guest.run(
        "docker run -d --name addresses -p %1$d:80 -p 0.0.0.0:%2$d:80 -p '[::1]:%3$d:80' %4$s httpd -f -p 80 -h /www"
            .formatted(port, port + 1, port + 2, BusyboxImage.NAME));

    // Of this host, and not the address of which nobody spoke.
    WebPage.at("127.0.0.2", port + 1).awaitText(SERVED);
    WebPage.at("[::1]", port + 2).awaitText(SERVED);
    WebPage.at("[::1]", port).awaitText(SERVED);
    assertThat(WebPage.at("127.0.0.1", port).text()).contains(SERVED);
    assertThat(WebPage.at("127.0.0.2", port).text()).isEmpty();
    assertThat(WebPage.at("127.0.0.1", port + 2).text()).isEmpty();
    guest.run("docker rm -f addresses");
    WebPage.at("[::1]", port + 2).awaitNone();
    WebPage.at("127.0.0.2", port + 1).awaitNone();
  }

  @Test
  void datagramsGoToAPublishedPortAndBack(Guest guest) throws IOException {
    assumeTrue(guest.architecture() == Architecture.host(), "the program is this machine's");
    guest.upload(HostProgram.tar(directory, "/usr/bin/socat"), "/home/docker/socat.tar");
    guest.run("docker import socat.tar boottest/socat && rm socat.tar");
    int port = HostServer.freePort();
    guest.run(
        "docker run -d --name echo -p %d:7/udp boottest/socat /usr/bin/socat UDP4-RECVFROM:7,fork PIPE"
            .formatted(port));

    assertThat(echoed("over there", port)).isEqualTo("over there");
    guest.run("docker rm -f echo");
  }

  /** What comes back; it is sent until something does. */
  private static String echoed(String text, int port) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Instant end = Instant.now().plus(SOON);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(1000);
      while (Instant.now().isBefore(end)) {
        socket.send(
            new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
        try {
          socket.receive(answer);
          return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
          // Datagrams may be lost, and the port may be open a moment later.
          continue;
        }
      }
    }
    return "";
  }

  @Test
  @Tag("nightly")
  void thePortOfASwarmsServiceIsOnThisHost(Guest guest) throws IOException {
    int port = HostServer.freePort();
    guest.run("docker swarm init --advertise-addr 10.0.2.15");
    try {
      guest.run(
          "docker service create -d --name served --no-resolve-image --publish %d:80 %s httpd -f -p 80 -h /www"
              .formatted(port, BusyboxImage.NAME));

      WebPage.at("127.0.0.1", port).awaitText(SERVED);
      guest.run("docker service rm served");
      WebPage.at("127.0.0.1", port).awaitNone();
    } finally {
      // It gives up where processors are few and busy.
      guest.await(
          SOON,
          "docker swarm leave --force; docker info -f '{{.Swarm.LocalNodeState}}'",
          "inactive");
    }
  }

  @Test
  void whatAContainerOnTheHostNetworkListensToIsOnThisHost(Guest guest) throws IOException {
    int port = HostServer.freePort();
    for (String address : List.of("", "127.0.0.1:")) {
      guest.run(
          "docker run -d --name on-host --network host %s httpd -f -p %s%d -h /www"
              .formatted(BusyboxImage.NAME, address, port));
      WebPage.at("127.0.0.1", port).awaitText(SERVED);
      guest.run("docker rm -f on-host");
      WebPage.at("127.0.0.1", port).awaitNone();
    }
  }

  @Test
  void onlyItsOwnerMayUseTheSocket(Guest guest) throws IOException {
    assertThat(guest.machine().dockerSocket()).satisfies(DockerEndpointTest::isPrivate);
  }

  private static void isPrivate(Path socket) throws IOException {
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                java.nio.file.Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }
}
