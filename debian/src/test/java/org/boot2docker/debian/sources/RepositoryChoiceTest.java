package org.boot2docker.debian.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.boot2docker.debian.archive.Repository;
import org.boot2docker.debian.testing.TestKey;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryChoiceTest {
  private static final String URL = "https://option.example/linux";

  private TestKey key;
  private TestKey other;

  @BeforeAll
  void makeKeys() throws PGPException {
    key = TestKey.make("docker");
    other = TestKey.make("other");
  }

  private static Path write(Path root, String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }

  private static RepositoryChoice choice(
      Map<String, String> urls, Map<String, Path> keys, Map<String, String> environment) {
    return new RepositoryChoice(
        "docker", urls, keys, environment, Optional.empty(), Optional.empty());
  }

  private static Repository find(RepositoryChoice choice, Path root) throws IOException {
    return choice.find(root, "trixie", List.of("stable"));
  }

  @Test
  void anOptionComesBeforeTheEnvironmentAndThatBeforeTheDescription(@TempDir Path root)
      throws IOException {
    Path file = write(root, "key.asc", key.armored());
    Path others = write(root, "other.asc", other.armored());
    Map<String, String> environment =
        Map.of(
            "BOOT2DOCKER_REPOSITORY_DOCKER",
            "https://variable.example",
            "BOOT2DOCKER_REPOSITORY_KEY_DOCKER",
            file.toString());
    Repository option =
        find(choice(Map.of("docker", URL), Map.of("docker", others), environment), root);
    assertThat(option.base()).isEqualTo(URI.create(URL + "/"));
    assertThat(option.keyring().fingerprints()).isEqualTo(other.keyring().fingerprints());
    RepositoryChoice described =
        new RepositoryChoice(
            "docker",
            Map.of(),
            Map.of(),
            environment,
            Optional.of("https://described.example"),
            Optional.of(others));
    Repository variable = find(described, root);
    assertThat(variable.base()).isEqualTo(URI.create("https://variable.example/"));
    assertThat(variable.keyring().fingerprints()).isEqualTo(key.keyring().fingerprints());
  }

  @Test
  void aptsEntryCountsIfItsFileHasTheNameAndItsSuiteAndComponentFit(@TempDir Path root)
      throws IOException {
    write(root, "etc/apt/keyrings/docker.asc", key.armored());
    write(
        root,
        "etc/apt/sources.list.d/docker.list",
        """
        deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] https://other.example bookworm stable
        deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] https://test.example trixie test
        deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] https://right.example trixie stable test
        """);
    write(root, "etc/apt/sources.list.d/vendor.list", "deb https://wrong.example trixie stable\n");
    Repository found = find(choice(Map.of(), Map.of(), Map.of()), root);
    assertThat(found.base()).isEqualTo(URI.create("https://right.example/"));
    assertThat(found.keyring().fingerprints()).isEqualTo(key.keyring().fingerprints());
  }

  @Test
  void aptsEntryMayHaveTheKeyInIt(@TempDir Path root) throws IOException {
    String indented =
        key.armored()
            .strip()
            .lines()
            .map(line -> " " + (line.isEmpty() ? "." : line) + "\n")
            .reduce("", String::concat);
    write(
        root,
        "etc/apt/sources.list.d/docker.sources",
        "Types: deb\nURIs: https://inline.example\nSuites: trixie\nComponents: stable\nSigned-By:\n"
            + indented);
    Repository found = find(choice(Map.of(), Map.of(), Map.of()), root);
    assertThat(found.keyring().fingerprints()).isEqualTo(key.keyring().fingerprints());
  }

  @Test
  void whatIsNotKnownIsSaidWithWhatToGive(@TempDir Path root) throws IOException {
    assertThatThrownBy(() -> find(choice(Map.of(), Map.of(), Map.of()), root))
        .hasMessage(
            "the URL of the repository docker is not known: give --repository docker=URL, set"
                + " BOOT2DOCKER_REPOSITORY_DOCKER, or add its suite trixie to apt in"
                + " /etc/apt/sources.list.d/docker.sources");
    assertThatThrownBy(() -> find(choice(Map.of("docker", URL), Map.of(), Map.of()), root))
        .hasMessage(
            "the key of the repository docker is not known: give --repository-key docker=FILE, or"
                + " set BOOT2DOCKER_REPOSITORY_KEY_DOCKER");
    Path missing = root.resolve("missing.asc");
    assertThatThrownBy(
            () -> find(choice(Map.of("docker", URL), Map.of("docker", missing), Map.of()), root))
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> find(choice(Map.of("docker", "ftp://x"), Map.of(), Map.of()), root))
        .hasMessage(
            "'ftp://x' in --repository docker is not an archive's URL: give one that begins with"
                + " http:, https: or file:");
  }
}
