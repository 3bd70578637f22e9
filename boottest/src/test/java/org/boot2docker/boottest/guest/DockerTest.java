package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.ssh.ExecResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker does in the guest what people want of it. */
@Order(34)
@ExtendWith(LabExtension.class)
class DockerTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path directory;

  /** Before all of them: the nightly tests run without the others, too. */
  @BeforeAll
  static void guestLoadsAnImage(Guest guest, @TempDir Path archives) throws IOException {
    assertThat(BusyboxImage.load(guest, archives)).contains(BusyboxImage.NAME);
  }

  @Test
  @Order(1)
  void runsAnImageLoadedFromATar(Guest guest) throws IOException {
    assertThat(guest.run("docker run --rm " + BusyboxImage.NAME + " echo from a container"))
        .isEqualTo("from a container\n");
  }

  @Test
  @Order(2)
  void containersHaveLimitsAnInitAndATerminal(Guest guest) throws IOException {
    String limited =
        guest.run(
            "docker run --rm --memory 64m --pids-limit 50 --init "
                + BusyboxImage.NAME
                + " sh -c 'cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids.max /proc/1/comm'");

    assertThat(limited).isEqualTo("67108864\n50\ndocker-init\n");
  }

  @Test
  @Order(2)
  void pullsFromARegistry(Guest guest) throws IOException {
    try (Registry registry = Registry.start(directory)) {
      String name = registry.address() + "/boottest/busybox:pulled";
      String trust = "/etc/docker/certs.d/" + registry.address();
      guest.run("sudo mkdir -p " + trust);
      assertThat(guest.exec("sudo tee " + trust + "/ca.crt", registry.certificate()).exit())
          .isZero();
      guest.run("docker tag " + BusyboxImage.NAME + " " + name + " && docker push -q " + name);
      guest.run("docker rmi " + name);

      assertThat(guest.run("docker pull " + name)).contains("Downloaded newer image");
      assertThat(guest.run("docker run --rm " + name + " echo pulled and run"))
          .isEqualTo("pulled and run\n");
      assertThat(registry.log()).contains("/v2/boottest/busybox/manifests/pulled");
      guest.run("docker rmi " + name);
    }
  }

  @Test
  @Order(2)
  void refusesARegistryWhoseCertificateItDoesNotTrust(Guest guest) throws IOException {
    try (Registry registry = Registry.start(directory)) {
      String said = guest.exec("docker pull " + registry.address() + "/boottest/busybox").err();

      assertThat(said).contains("certificate signed by unknown authority");
    }
  }

  @Test
  @Order(2)
  void buildsAnImage(Guest guest) throws IOException {
    putContext(guest);

    ExecResult built = guest.exec("docker build --progress plain -t boottest/built context");

    assertThat(built.exit()).as(built.err()).isZero();
    assertThat(built.err()).as("by BuildKit").contains("#1 ").doesNotContain("DEPRECATED");
    assertThat(guest.run("docker run --rm boottest/built")).isEqualTo("hello\nhello\n");
  }

  private static void putContext(Guest guest) throws IOException {
    guest.run("mkdir -p context");
    String dockerfile =
        """
        FROM %s
        COPY greeting /greeting
        RUN --mount=type=cache,target=/cache cat /greeting /greeting > /twice
        CMD ["cat", "/twice"]
        """
            .formatted(BusyboxImage.NAME);
    guest.exec("cat > context/Dockerfile", dockerfile);
    guest.exec("cat > context/greeting", "hello\n");
  }

  @Test
  @Tag("nightly")
  @Order(2)
  void composesABuiltService(Guest guest) throws IOException {
    putContext(guest);
    assertThat(guest.run("docker buildx version")).contains("buildx");
    assertThat(guest.run("docker compose version")).contains("Docker Compose");
    String services =
        """
        services:
          web:
            build: .
            image: boottest/composed
            command: httpd -f -h /www
          client:
            image: %s
            command: sh -c 'until wget -q -O - http://web/; do sleep 1; done'
            depends_on: [web]
        """
            .formatted(BusyboxImage.NAME);
    guest.exec("cat > context/compose.yaml", services);

    guest.run("cd context && docker compose up -d --quiet-pull");

    guest.await(SOON, "cd context && docker compose logs client", "served by a container");
    guest.run("cd context && docker compose down --timeout 0");
  }

  /** Where they are names of the engine, there is nothing to keep compressed. */
  @Test
  @Order(2)
  void plugInsOfTheirOwnAreInAFileSystemThatStaysCompressed(Guest guest) throws IOException {
    String compose = "/usr/libexec/docker/cli-plugins/docker-compose";
    String mounts = "grep cli-plugins /proc/mounts";
    String found =
        guest.run("test /usr/bin/docker -ef " + compose + " && echo engine || " + mounts);
    assertThat(found).containsAnyOf("engine", " squashfs ro,");
  }

  @Test
  @Order(2)
  void containersReachTheNetworkOutside(Guest guest) throws IOException {
    try (HostWeb web = HostWeb.serving("the world outside\n")) {
      String read =
          guest.run(
              "docker run --rm " + BusyboxImage.NAME + " wget -q -O - " + web.urlSeenByGuest());

      assertThat(read).isEqualTo("the world outside\n");
    }
  }

  @Test
  @Tag("nightly")
  @Order(2)
  void containersFindEachOtherByName(Guest guest) throws IOException {
    guest.run("docker network create village");
    guest.run(
        "docker run -d --name web --network village " + BusyboxImage.NAME + " httpd -f -h /www");

    assertThat(
            guest.run(
                "docker run --rm --network village "
                    + BusyboxImage.NAME
                    + " wget -q -O - http://web/"))
        .isEqualTo("served by a container\n");
    guest.run("docker rm -f web && docker network rm village");
  }

  @Test
  @Order(2)
  void containersAreGivenTheGuestsNameServer(Guest guest) throws IOException {
    String inContainer =
        guest.run("docker run --rm " + BusyboxImage.NAME + " cat /etc/resolv.conf");

    assertThat(guest.run("cat /etc/resolv.conf")).contains("nameserver 10.0.2.3");
    assertThat(inContainer).contains("nameserver 10.0.2.3");
  }

  @Test
  @Order(2)
  void publishedPortIsReachedFromTheHost(Guest guest) throws IOException {
    int port = HostServer.freePort();
    guest.machine().publish(new PortForward(port, 8080));
    guest.run(
        "docker run -d --name published -p 8080:80 " + BusyboxImage.NAME + " httpd -f -h /www");

    assertThat(fetch(port)).isEqualTo("served by a container\n");
    assertThat(guest.run("wget -q -O - http://127.0.0.1:8080/"))
        .as("through docker-proxy in the guest")
        .isEqualTo("served by a container\n");
    guest.run("docker rm -f published");
  }

  private static String fetch(int port) throws IOException {
    var connection = URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setConnectTimeout((int) SOON.toMillis());
    connection.setReadTimeout((int) SOON.toMillis());
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  @Tag("nightly")
  @Order(2)
  void namedVolumesKeepFilesBetweenContainers(Guest guest) throws IOException {
    String run = "docker run --rm -v shelf:/shelf " + BusyboxImage.NAME;
    guest.run(run + " sh -c 'echo kept > /shelf/file'");

    assertThat(guest.run(run + " cat /shelf/file")).isEqualTo("kept\n");
    guest.run("docker volume rm shelf");
  }
}
