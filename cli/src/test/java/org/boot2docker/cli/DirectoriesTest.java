package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
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
    Map<String, String> home = Map.of("BOOT2DOCKER_HOME", "/home/b2d");
    Architecture own = Architecture.host();
    Architecture other = own == Architecture.AMD64 ? Architecture.ARM64 : Architecture.AMD64;
    assertThat(Directories.image(home, own)).hasToString("/home/b2d/boot2docker.iso");
    assertThat(Directories.image(home, other))
        .hasToString("/home/b2d/boot2docker-" + other.debianName() + ".iso");
  }
}
