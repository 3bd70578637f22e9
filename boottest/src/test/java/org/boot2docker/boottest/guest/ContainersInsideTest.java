package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.KeptBootFiles;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A container image and an application that lie in the boot image. No registry has the image. */
@Tag("nightly")
@Order(51)
@ExtendWith(LabExtension.class)
class ContainersInsideTest {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final int MEMORY_MIB = 2048;
  private static final String LOG = "sudo cat /var/log/images.log";
  private static final String COMPOSE =
      """
      services:
        web:
          image: boottest/busybox
          command: [httpd, -f, -p, "80", -h, /www]
          ports: ["8080:80"]
      """;

  @TempDir private Path directory;

  @Test
  void theImageIsInDockerAtBootAndTheApplicationRuns(Lab lab) throws IOException {
    BusyboxImage.write(directory.resolve("busybox.tar"));
    Files.writeString(directory.resolve("compose.yaml"), COMPOSE);
    Cli cli = Cli.in(directory);
    String[] build = {
      "build", "-q", "--profile", "fast", "--image", "busybox.tar", "--run", "compose.yaml", "-o"
    };
    HostTool.Result built = cli.run(with(build, "inside.iso")).succeeded();
    assertThat(built.err()).doesNotContain("will pull");
    assertThat(Files.readString(directory.resolve("inside.iso.lock")))
        .contains("\"" + BusyboxImage.NAME + "\"");
    aProfileWithoutComposeIsRefused(cli);

    Guest inRam = lab.boot("inside-ram", machine());
    inRam.awaitDocker();
    assertWorks(inRam);
    assertThat(inRam.run(LOG)).contains("putting into Docker: " + BusyboxImage.NAME);

    DiskImage disk = DiskImage.labelled(directory.resolve("data.img"), 1024, "boot2docker-data");
    Guest onDisk = lab.boot("inside-disk", machine().disk(DataDisk.raw(disk.file())));
    onDisk.awaitDocker();
    assertWorks(onDisk);
    assertThat(onDisk.run(LOG)).contains("putting into Docker: " + BusyboxImage.NAME);
    // A name that the user has given to another image stays with it.
    onDisk.run("docker tag " + BusyboxImage.NAME + " mine && docker rm -f appliance-web-1");
    onDisk.reboot("sudo reboot");
    onDisk.awaitDocker();
    assertWorks(onDisk);
    assertThat(onDisk.run(LOG)).doesNotContain("putting into Docker");
  }

  private static String[] with(String[] arguments, String last) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  private void aProfileWithoutComposeIsRefused(Cli cli) throws IOException {
    Files.writeString(
        directory.resolve("none.yaml"),
        """
        iso:
          docker:
            -packages: [docker-compose]
            -links: [usr/local/bin/docker-compose]
          run: compose.yaml
        """);
    HostTool.Result refused = cli.run("build", "-q", "--profile", "fast", "--with", "none.yaml");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err())
        .contains("the profile fast has no docker compose, which starts ")
        .contains("compose.yaml: give --profile default or small, or add the package");
  }

  private MachineSpec.Builder machine() throws IOException {
    Path iso = directory.resolve("inside.iso");
    Path kept = Files.createDirectories(directory.resolve("boot"));
    BootFiles files =
        new KeptBootFiles(iso, kept, System.out::println).forMemory(MEMORY_MIB).orElseThrow();
    return MachineSpec.booting(
            new BootMedium.Kernel(
                iso,
                files.kernel(),
                files.initramfs(),
                files.commandLine(MEMORY_MIB),
                BootMedium.Kernel.FOR_EMULATION))
        .memoryMiB(MEMORY_MIB);
  }

  private static void assertWorks(Guest guest) throws IOException {
    guest.await(SOON, "docker ps --format '{{.Names}} {{.Status}}'", "appliance-web-1 Up");
    assertThat(guest.run("docker run --rm --network none " + BusyboxImage.NAME + " echo works"))
        .isEqualTo("works\n");
    guest.await(SOON, "wget -q -O - http://127.0.0.1:8080/", "served by a container");
    assertThat(guest.run("ls /usr/lib/boot2docker/images")).isEqualTo("names\n");
  }
}
