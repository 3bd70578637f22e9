package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceFilesTest {
  private static final String SERVICES = GuestPaths.inArchive(GuestPaths.SERVICES);
  private static final Path OURS = Path.of("../distro/rootfs/overlay").resolve(SERVICES);

  private final FileTree tree = new FileTree();

  @BeforeEach
  void takeTheImagesOwn() throws IOException {
    try (Stream<Path> files = Files.list(OURS)) {
      for (Path file : files.toList()) {
        service(file.getFileName().toString(), Files.readString(file));
      }
    }
  }

  private void service(String name, String text) {
    tree.putFile(SERVICES + "/" + name, Content.of(text));
  }

  private void check() throws IOException {
    ServiceFiles.check(tree);
  }

  @Test
  void theImagesOwnServicesAndAGoodOneAreTaken() throws IOException {
    service("hello.service", "command=/usr/bin/hello\nneeds=disk docker docker-socket\n");
    check();
  }

  @Test
  void anImageWithABadServiceFileIsRefusedWithFileAndLine() {
    service("hello.service", "command=/usr/bin/hello\n# when Docker runs\nneeds=dokcer\n");
    assertThatThrownBy(this::check)
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith("usr/lib/boot2docker/services/hello.service:3: needs=")
        .hasMessageContaining("dokcer")
        .hasMessageEndingWith("did you mean docker?");
  }

  @Test
  void allMistakesOfAllFilesAreNamedAtOnce() {
    service("a.service", "command=/a\nrestart=perhaps\n");
    service("docker.service", "command=/d\nuses=containerb\n");
    assertThatThrownBy(this::check)
        .hasMessageContaining("a.service:2: restart=")
        .hasMessageContaining("docker.service:2: uses= names containerb");
  }
}
