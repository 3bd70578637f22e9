package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.boot2docker.boottest.image.Initramfs.Entry;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/customise.md, built beside the repository, and what its parts cost. */
@Order(13)
@ExtendWith(LabExtension.class)
class CustomImageTest {
  private static final String DESCRIPTION =
      """
      rootfs:
        +packages:
          - name: tree
            files: [usr/bin/tree]
        +overlay: [files]
      profiles:
        mine:
          extends: fast
          iso:
            cmdline: quiet console=ttyS0
      """;

  @TempDir private Path directory;

  @Test
  void aPackageAFileAScriptAndAProfileOfOnesOwnAreInTheImage() throws IOException {
    Path mine = Files.createDirectories(directory.resolve("mine/files/usr/bin"));
    Files.writeString(mine.resolve("hello"), "#!/bin/sh\necho hello\n");
    Path services =
        Files.createDirectories(directory.resolve("mine/files/usr/lib/boot2docker/services"));
    Files.writeString(services.resolve("hello.service"), "command=/usr/bin/hello\nneeds=disk\n");
    Files.writeString(directory.resolve("mine/image.yaml"), DESCRIPTION);
    Cli cli = Cli.in(directory);
    String[] arguments = {
      "build", "-q", "--with", "mine/image.yaml", "--profile", "mine", "-o", "my.iso"
    };
    cli.run(arguments).succeeded();

    assertThat(Initramfs.of(directory.resolve("my.iso"), directory).list())
        .contains(
            new Entry("-rwxr-xr-x", "0:0", "usr/bin/tree"),
            new Entry("-rwxr-xr-x", "0:0", "usr/bin/hello"),
            new Entry("-rw-r--r--", "0:0", "usr/lib/boot2docker/services/hello.service"));
    JsonNode sizes =
        new ObjectMapper().readTree(cli.run("size", "--json", "--iso", "my.iso").succeeded().out());
    assertThat(sum(sizes.path("sections"))).isEqualTo(Files.size(directory.resolve("my.iso")));
    assertThat(sizes.path("packages").findValuesAsText("name"))
        .contains("tree", "docker.io", "boot2docker");
  }

  private static long sum(JsonNode parts) {
    return StreamSupport.stream(parts.spliterator(), false)
        .mapToLong(part -> part.path("bytes").asLong())
        .sum();
  }
}
