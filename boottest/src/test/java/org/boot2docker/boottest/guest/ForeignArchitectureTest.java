package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostArchive;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers of the other architecture run and are built on an image with its emulator. */
@Tag("nightly")
@Order(57)
class ForeignArchitectureTest {
  private static final String PLATFORM = "--platform linux/%s ";

  @TempDir private Path directory;

  @Test
  @Timeout(1800)
  void runsAndBuildsContainersOfTheOtherArchitecture() throws IOException {
    Architecture own = Architecture.host();
    Architecture other = own == Architecture.ARM64 ? Architecture.AMD64 : Architecture.ARM64;
    BuiltImage image = BuiltImage.build("image-foreign", own, "fast", List.of("--foreign-arch"));
    try (Lab lab = Lab.with(image)) {
      Guest guest = lab.boot("foreign", image.machine());
      guest.awaitDocker();
      BusyboxImage.load(guest, directory, foreignBusybox(other), other);
      String platform = PLATFORM.formatted(other.debianName());

      String run = "docker run --rm " + platform + BusyboxImage.NAME + " /bin/busybox uname -m";
      assertThat(guest.run(run).strip()).isEqualTo(other.kernelName());

      guest.run(
          "mkdir b && printf 'FROM %s\\nRUN [\"/bin/busybox\", \"touch\", \"/tmp/made\"]\\n' > b/Dockerfile"
              .formatted(BusyboxImage.NAME));
      guest.run("docker build -q " + platform + "-t built b");
      assertThat(guest.run("docker image inspect -f '{{.Architecture}}' built").strip())
          .isEqualTo(other.debianName());
      assertThat(guest.run("docker run --rm " + platform + "built ls /tmp")).isEqualTo("made\n");
    }
  }

  private Path foreignBusybox(Architecture other) throws IOException {
    for (Path file :
        HostArchive.packages("trixie", other.debianName(), List.of("busybox-static"))) {
      HostTool.run(directory, "dpkg-deb", "-x", file.toString(), directory.toString()).succeeded();
    }
    return directory.resolve("usr/bin/busybox");
  }
}
