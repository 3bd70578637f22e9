package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker answers on a Unix socket of this machine, streams included. */
@Order(35)
@ExtendWith(LabExtension.class)
class DockerEndpointTest {
  private static final int STREAM_BYTES = 2_000_000;

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

    for (String address : List.of("127.0.0.1:" + port, "127.0.0.1:" + (port + 1))) {
      await(address, page -> page.contains("served by a container"));
    }
    guest.run("docker rm -f published");
    await("127.0.0.1:" + port, String::isEmpty);
  }

  @Test
  void whatAContainerOnTheHostNetworkListensToIsOnThisHost(Guest guest) throws IOException {
    int port = HostServer.freePort();
    for (String address : List.of("", "127.0.0.1:")) {
      guest.run(
          "docker run -d --name on-host --network host %s httpd -f -p %s%d -h /www"
              .formatted(BusyboxImage.NAME, address, port));
      await("127.0.0.1:" + port, page -> page.contains("served by a container"));
      guest.run("docker rm -f on-host");
      await("127.0.0.1:" + port, String::isEmpty);
    }
  }

  private static void await(String address, Predicate<String> wanted) throws IOException {
    Instant end = Instant.now().plus(SOON);
    while (!wanted.test(page(address))) {
      assertThat(Instant.now()).as(address).isBefore(end);
      Pause.seconds(1);
    }
  }

  /** What is served there; nothing when nobody answers. */
  private static String page(String address) {
    try (InputStream in = URI.create("http://" + address + "/index.html").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
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
