package org.boot2docker.machine.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerContextTest {
  /** SHA-256 of "boot2docker". */
  private static final String HASH =
      "275ce123ceedf603940c3dec8d1096a15cf274d9997f45362929ac371aa1c3ad";

  @TempDir private Path folder;

  private final Path usualHome = Path.of(System.getProperty("user.home"), ".boot2docker");

  private DockerContext context(String machine) {
    return context(usualHome, machine);
  }

  private DockerContext context(Path home, String machine) {
    return new DockerContext(
        new MachineDirectory(home.resolve("machines").resolve(machine)),
        Map.of("DOCKER_CONFIG", folder.toString()));
  }

  @Test
  void isWrittenWhereDockerLooksForIt() throws Exception {
    context("default").write();

    Path file = folder.resolve("contexts/meta").resolve(HASH).resolve("meta.json");
    JsonNode meta = Json.parse(Files.readString(file));
    assertThat(meta.path("Name").asText()).isEqualTo("boot2docker");
    assertThat(meta.at("/Endpoints/docker/Host").asText())
        .isEqualTo("unix://" + usualHome.resolve("machines/default/docker.sock"));
    assertThat(folder.resolve("config.json")).doesNotExist();
  }

  @Test
  void hasTheNameOfAnotherMachineInIt() throws Exception {
    assertThat(context("two").name()).isEqualTo("boot2docker-two");
  }

  @Test
  void differsBetweenHomes() throws Exception {
    String one = context(folder.resolve("one"), "default").name();
    String two = context(folder.resolve("two"), "default").name();

    assertThat(one).isNotEqualTo(two).isNotEqualTo("boot2docker").startsWith("boot2docker+");
    assertThat(one).as("a name that Docker takes").matches("[a-zA-Z0-9][a-zA-Z0-9_.+-]+");
  }

  @Test
  void ofAnotherIsNeverTakenOver() throws Exception {
    Path file = folder.resolve("contexts/meta").resolve(HASH).resolve("meta.json");
    String others = "{\"Endpoints\":{\"docker\":{\"Host\":\"ssh://me@server\"}}}";
    Files.createDirectories(file.getParent());
    Files.writeString(file, others);

    context("default").write();

    assertThat(context("default").name()).startsWith("boot2docker+");
    assertThat(context("default").owner()).contains("ssh://me@server");
    context("default").remove();
    assertThat(file).hasContent(others);
    Files.writeString(file, "{");
    assertThat(context("default").name()).startsWith("boot2docker+");
  }

  @Test
  void isRemovedWithoutATrace() throws Exception {
    context("default").write();
    context("default").remove();
    context("default").remove();

    assertThat(folder.resolve("contexts/meta")).isEmptyDirectory();
  }
}
