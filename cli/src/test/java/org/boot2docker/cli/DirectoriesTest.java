package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectoriesTest {

  @Test
  void theCacheIsTheOneNamedElseThatOfTheEnvironment() {
    Map<String, String> both = Map.of("BOOT2DOCKER_CACHE", "/own", "XDG_CACHE_HOME", "/xdg");
    assertThat(Directories.cache(Optional.of(Path.of("/named")), both)).hasToString("/named");
    assertThat(Directories.cache(Optional.empty(), both)).hasToString("/own");
    assertThat(Directories.cache(Optional.empty(), Map.of("XDG_CACHE_HOME", "/xdg")))
        .hasToString("/xdg/boot2docker");
  }

  @Test
  void theImageLiesWhereTheMachinesAre() {
    assertThat(Directories.image(Map.of("BOOT2DOCKER_HOME", "/home/b2d")))
        .hasToString("/home/b2d/boot2docker.iso");
  }
}
