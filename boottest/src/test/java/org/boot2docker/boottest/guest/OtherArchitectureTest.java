package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An image for another architecture than this machine's is built here, boots both ways, and does
 * what matters most. The night runs all tests on it: {@code -Dboot2docker.arch=arm64}.
 */
@Order(14)
@Execution(ExecutionMode.CONCURRENT)
class OtherArchitectureTest {
  private static final Architecture OTHER =
      Architecture.host() == Architecture.ARM64 ? Architecture.AMD64 : Architecture.ARM64;

  /** Emulated, beside another emulated guest. */
  private static final int MOST_MINUTES = 25;

  private static final int DOCKER_PORT = 2376;
  private static final Duration SOON = Duration.ofMinutes(4);

  @TempDir private Path directory;

  @Test
  @Timeout(value = MOST_MINUTES, unit = TimeUnit.MINUTES)
  void bootsByItsKernelAndByUefiAndRunsContainers() throws IOException {
    assumeTrue(BuiltImage.chosen() == Architecture.host(), "all tests are for the other one");
    BuiltImage image = BuiltImage.build(OTHER, "fast");
    try (Lab lab = Lab.with(image)) {
      byKernel(lab, image);
      byUefi(lab, image);
    }
  }

  private void byKernel(Lab lab, BuiltImage image) throws IOException {
    DiskImage disk = DiskImage.partitioned(directory.resolve("data.img"), "boot2docker-data");
    int web = HostServer.freePort();
    int docker = HostServer.freePort();
    Guest guest =
        lab.boot(
            "other-kernel",
            image
                .machine()
                .disk(DataDisk.raw(disk.file()))
                .forward(web, 8080)
                .forward(docker, DOCKER_PORT));
    assertThat(guest.awaitDocker()).startsWith(image.manifest().version());
    assertThat(guest.run("uname -m").strip()).isEqualTo(OTHER.kernelName());
    BusyboxImage.load(guest, directory);
    guest.run(
        "docker run -d --name web --restart always -p 8080:80 "
            + BusyboxImage.NAME
            + " httpd -f -p 80 -h /www");
    assertThat(guest.run("docker exec web /bin/busybox uname -m").strip())
        .isEqualTo(OTHER.kernelName());
    awaitPage(web);

    String certificate = guest.run("cat .docker/cert.pem");
    TlsClient client =
        TlsClient.with(
            docker, guest.run("cat .docker/ca.pem"), certificate, guest.run("cat .docker/key.pem"));
    assertThat(client.get("/version")).contains("\"Arch\":\"" + OTHER.debianName() + "\"");

    guest.reboot("sudo reboot");
    guest.awaitDocker();
    guest.await(SOON, "docker ps --format '{{.Names}} {{.Status}}'", "web Up");
    awaitPage(web);
    assertThat(guest.run("cat .docker/cert.pem")).isEqualTo(certificate);

    assertThat(guest.stop()).isEqualTo(StopOutcome.CLEAN);
    assertThat(guest.consoleText()).contains("the machine powers off now");
  }

  /** By the boot loader on the ISO, and with ACPI instead of a device tree. */
  private static void byUefi(Lab lab, BuiltImage image) throws IOException {
    Guest guest = lab.boot("other-uefi", MachineSpec.cd(image.iso()));
    assertThat(guest.awaitDocker()).startsWith(image.manifest().version());
    assertThat(guest.run("ls -d /sys/firmware/efi /sys/firmware/acpi")).isNotBlank();
    assertThat(guest.stop()).isEqualTo(StopOutcome.CLEAN);
  }

  private static void awaitPage(int port) throws IOException {
    Instant end = Instant.now().plus(SOON);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(Duration.ofSeconds(20))
            .build();
    while (true) {
      try {
        HttpResponse<String> page =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(page.body()).isEqualTo("served by a container\n");
        return;
      } catch (IOException e) {
        // QEMU accepts connections that nobody in the guest answers yet.
        assertThat(Instant.now()).as("the container's page: %s", e).isBefore(end);
        Pause.seconds(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
