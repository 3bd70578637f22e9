package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites of repositories that are not Debian's. */
class RepositoriesTest {
  private static final Path DISTRO = Path.of("..", "distro");

  @TempDir Path directory;

  private Description read(String profile, String text) throws IOException {
    Path mine = Files.writeString(directory.resolve("mine.yaml"), text);
    return DescriptionReader.read(DISTRO, List.of(mine), profile, Architecture.AMD64);
  }

  @Test
  void theProfileTakesDockerFromARepositoryThatItDoesNotKnowTheUrlOf() throws IOException {
    Description description = read("docker-ce", "name: mine\n");
    assertThat(description.repositories())
        .containsEntry("docker", new RepositorySpec(Optional.empty(), Optional.empty()));
    SuiteSpec suite = description.suites().get("docker");
    assertThat(suite.repository()).contains("docker");
    assertThat(suite.suite()).isEqualTo("trixie");
    assertThat(suite.components()).containsExactly("stable");
    assertThat(description.docker().suites()).containsExactly(List.of("docker"));
    assertThat(description.docker().contents().packages())
        .extracting(PackageSpec::displayName)
        .containsExactly(
            "docker-ce",
            "docker-ce-cli",
            "containerd.io",
            "docker-buildx-plugin",
            "docker-compose-plugin");
    assertThat(description.docker().contents().links())
        .containsEntry("usr/sbin/dockerd", "../bin/dockerd")
        .containsKey("usr/local/bin/docker-compose")
        .doesNotContainKey("usr/bin/docker-init");
  }

  @Test
  void aDescriptionSaysUrlAndKey() throws IOException {
    Path key = Files.writeString(directory.resolve("docker.asc"), "a key\n");
    Description description =
        read("docker-ce", "repositories:\n  docker: {url: 'https://d.example', key: docker.asc}\n");
    assertThat(description.repositories().get("docker"))
        .isEqualTo(new RepositorySpec(Optional.of("https://d.example"), Optional.of(key)));
  }

  @Test
  void mistakesAreNamedWithTheirLine() {
    assertRefused(
        "suites:\n  mine: {repository: dokcer}\n",
        ":2: suites.mine.repository names the repository dokcer, which is not under repositories:"
            + " did you mean docker?");
    assertRefused(
        "suites:\n  mine: {repository: docker, suite: ../evil}\n",
        ":2: suites.mine.suite names the suite '../evil': give the name of one,");
    assertRefused(
        "suites:\n  mine: {components: [main, a/b]}\n",
        ":2: suites.mine.components[1] names the component 'a/b': give the name of one,");
    assertRefused(
        "suites:\n  mine: {components: []}\n", ":2: suites.mine.components is empty: name a");
    assertRefused(
        "repositories:\n  docker: {key: missing.asc}\n",
        ":2: repositories.docker.key names the file missing.asc, which does not exist: create");
    assertRefused(
        "repositories:\n  My_Own: {}\n", ":2: repositories.My_Own is no name for a repository:");
  }

  private void assertRefused(String text, String problem) {
    assertThatThrownBy(() -> read("docker-ce", text))
        .hasMessageStartingWith(directory.resolve("mine.yaml") + problem);
  }
}
