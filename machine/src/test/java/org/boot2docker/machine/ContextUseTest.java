package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Docker's configuration is the user's, and may be in any state. */
class ContextUseTest {
  @TempDir private Path home;

  private final List<String> said = new ArrayList<>();
  private Path docker = Path.of("unset");
  private ContextUse use;

  @BeforeEach
  void make() throws IOException {
    docker = home.resolve("docker");
    MachineDirectory directory = new MachineDirectory(home.resolve("machines/default"));
    directory.create();
    use = new ContextUse(directory, Map.of("DOCKER_CONFIG", docker.toString()), said::add);
  }

  @Test
  void theContextIsTheCurrentOneFromStartToStop() throws IOException {
    use.write();
    assertThat(use.begin(true)).isTrue();
    assertThat(docker.resolve("config.json")).content().contains("\"boot2docker+");
    use.end();
    assertThat(docker.resolve("config.json")).content().doesNotContain("boot2docker");
    use.forget();
    assertThat(said).isEmpty();
  }

  @Test
  void whatCannotBeWrittenIsSaidAndStopsNothing() throws IOException {
    Files.writeString(docker, "no folder");

    use.write();
    assertThat(use.begin(true)).isFalse();
    use.end();
    use.forget();

    assertThat(said).anyMatch(line -> line.contains(docker.toString()));
  }
}
