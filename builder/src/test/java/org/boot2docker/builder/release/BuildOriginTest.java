package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.builder.BuildRequest.Sources;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOriginTest {
  @TempDir Path folder;
  private Path distro = Path.of("unset");

  @BeforeEach
  void makeDistribution() throws IOException {
    distro = folder.resolve("distro");
    for (String path : List.of("a", "b/c", "b.d", "B")) {
      Path file = distro.resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, path);
    }
  }

  /** What docs/release.md tells to type. */
  @Test
  void theSumOfTheDescriptionIsThatOfAStandardProgram() throws IOException {
    String script =
        "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
    Process process = new ProcessBuilder("sh", "-c", script).directory(distro.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).startsWith(BuildOrigin.sumOfFolder(distro) + " ");
  }

  @Test
  void aLinkToTheDescriptionIsTheDescription() throws IOException {
    String sum = BuildOrigin.sumOfFolder(distro);
    Path link = Files.createSymbolicLink(folder.resolve("link"), distro);
    Files.createSymbolicLink(distro.resolve("not-summed"), Path.of("a"));
    assertThat(BuildOrigin.sumOfFolder(link)).isEqualTo(sum);
  }

  @Test
  void everyByteAndNameOfADescriptionCounts() throws IOException {
    String before = BuildOrigin.sumOfFolder(distro);
    Files.move(distro.resolve("a"), distro.resolve("A"));
    String moved = BuildOrigin.sumOfFolder(distro);
    Files.writeString(distro.resolve("A"), "more");
    assertThat(List.of(before, moved, BuildOrigin.sumOfFolder(distro))).doesNotHaveDuplicates();
  }

  @Test
  void whatTheUserGaveIsNamedWithoutPasswordsAndFolders() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), "name: mine");
    BuildOrigin origin =
        BuildOrigin.of(
            request(
                List.of(mine),
                Map.of(
                    "docker", "https://me:secret@d.example/linux?token=1",
                    "own", "file:///srv/apt",
                    "loud", "HTTPS://d.example/linux",
                    "there", "/srv/apt")));
    assertThat(origin.additions())
        .extracting(BuildOrigin.Addition::name)
        .containsExactly("mine.yaml");
    assertThat(origin.repositories())
        .containsEntry("docker", "https://d.example/linux")
        .containsEntry("loud", "HTTPS://d.example/linux")
        .containsEntry("own", "file:")
        .containsEntry("there", "file:");
  }

  private BuildRequest request(List<Path> additions, Map<String, String> repositories) {
    Sources sources =
        new Sources(
            Optional.empty(),
            Optional.empty(),
            repositories,
            Map.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            false);
    return new BuildRequest(
        distro,
        additions,
        Architecture.AMD64,
        "default",
        folder.resolve("out.iso"),
        folder,
        folder,
        Optional.empty(),
        sources,
        (name, architecture) -> {
          throw new IOException("not asked for");
        },
        ContainersSpec.NONE,
        Optional.empty(),
        Optional.empty(),
        1);
  }
}
