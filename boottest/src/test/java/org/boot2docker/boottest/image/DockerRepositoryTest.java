package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.guest.BusyboxImage;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The profile docker-ce, built from a repository with names, layout and key of its own. */
@Tag("nightly")
@Order(14)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerRepositoryTest {
  private static final String FAST = "iso:\n  compression: zstd-fast\n";

  private Path directory = Path.of("");
  private List<DockerRepository> repositories = List.of();

  @BeforeAll
  void makeRepository(@TempDir Path temporary) throws IOException {
    directory = temporary;
    repositories = List.of(DockerRepository.make(directory));
    Files.writeString(directory.resolve("mine.yaml"), FAST);
  }

  @AfterAll
  void stopServer() {
    repositories.forEach(DockerRepository::close);
  }

  private DockerRepository repository() {
    return repositories.get(0);
  }

  private HostTool.Result build(String keyOption, String... more) throws IOException {
    return build("docker-ce", keyOption, more);
  }

  private HostTool.Result build(String profile, String keyOption, String[] more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("build", "-q", "--profile", profile, "--with", "mine.yaml"));
    arguments.addAll(List.of("--repository", repository().option()));
    arguments.addAll(List.of("--repository-key", keyOption, "-o", "ce.iso"));
    arguments.addAll(List.of(more));
    return Cli.in(directory).run(arguments.toArray(String[]::new));
  }

  @Test
  void dockersOwnPackagesAreInTheImage() throws IOException {
    build(repository().keyOption()).succeeded();
    List<String> paths =
        Initramfs.of(directory.resolve("ce.iso"), directory).list().stream()
            .map(Initramfs.Entry::path)
            .toList();
    assertThat(paths)
        .contains("usr/bin/dockerd", "usr/sbin/dockerd", "usr/bin/docker", "usr/bin/containerd")
        .contains("usr/bin/runc", "usr/bin/docker-init", "usr/bin/docker-proxy");
    String lock = Files.readString(directory.resolve("ce.iso.lock"));
    assertThat(lock)
        .contains("\"docker-ce\"", "\"containerd.io\"", "5:" + DockerRepository.VERSION)
        .doesNotContain("\"docker.io\"");
    String version = Cli.in(directory).run("size", "--json", "--iso", "ce.iso").succeeded().out();
    assertThat(version).contains("docker-ce");
    // The lock alone gives the same bytes: no index is read, whatever the repository says by then.
    byte[] first = Files.readAllBytes(directory.resolve("ce.iso"));
    repository().publishExpired();
    build(repository().keyOption(), "--locked", "--lock", "ce.iso.lock").succeeded();
    assertThat(Files.readAllBytes(directory.resolve("ce.iso"))).isEqualTo(first);
    repository().publish();
  }

  @Test
  void theImageBootsAndRunsAContainer() throws IOException {
    BuiltImage image =
        BuiltImage.build(
            "docker-ce",
            Architecture.AMD64,
            "docker-ce",
            List.of(
                "--with",
                directory.resolve("mine.yaml").toString(),
                "--repository",
                repository().option(),
                "--repository-key",
                repository().keyOption()));
    try (Lab lab = Lab.with(image)) {
      Guest guest = lab.boot("docker-ce", image.machine("boot-docker-ce"));
      guest.awaitDocker();
      BusyboxImage.load(guest, directory);

      assertThat(guest.run("docker run --rm " + BusyboxImage.NAME + " echo hello"))
          .isEqualTo("hello\n");
      assertThat(guest.run("docker compose version && docker buildx version"))
          .contains("Compose", "buildx");
      assertThat(guest.exec("docker info").err()).isEmpty();
    }
  }

  @Test
  void aRepositoryThatCanNotBeUsedIsSaidInOneLine() throws IOException {
    Path stranger = directory.resolve("stranger.asc");
    Files.writeString(stranger, DockerRepository.key("stranger").armored());
    assertFails(build("docker=" + stranger), "suite docker refused: ", "not signed by a key of");

    Files.writeString(
        directory.resolve("nightly.yaml"),
        """
        profiles:
          mine:
            extends: docker-ce
            suites:
              docker:
                components: [nightly]
        """);
    assertFails(
        build("mine", repository().keyOption(), new String[] {"--with", "nightly.yaml"}),
        "suite docker refused: it has no component 'nightly' for amd64: name one of stable, test");

    repository().publishExpired();
    assertFails(build(repository().keyOption()), "suite docker refused: it was valid until ");

    repository().publishWithout("containerd.io");
    assertFails(
        build(repository().keyOption()),
        "names the package containerd.io, which docker does not have: ");
    repository().publish();
  }

  private static void assertFails(HostTool.Result result, String... parts) {
    assertThat(result.exit()).as(result.err()).isNotZero();
    assertThat(result.err().lines().filter(line -> line.startsWith("boot2docker: no suite")))
        .as(result.err())
        .singleElement()
        .asString()
        .contains(parts);
  }
}
