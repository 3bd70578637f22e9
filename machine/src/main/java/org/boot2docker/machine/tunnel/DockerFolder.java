package org.boot2docker.machine.tunnel;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.image.json.Json;

/** The configuration folder of the {@code docker} command. */
record DockerFolder(Path path) {
  /** More than Docker writes about one context. */
  private static final int MOST_BYTES = 1 << 20;

  /** {@code DOCKER_CONFIG}, else {@code ~/.docker}. */
  static DockerFolder of(Map<String, String> environment) {
    String set = environment.getOrDefault("DOCKER_CONFIG", "");
    return new DockerFolder(
        set.isEmpty() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(set));
  }

  /** The settings, with the name of the current context. */
  Path config() {
    return path.resolve("config.json");
  }

  /** What is kept of a context. */
  Path meta(String context) {
    return path.resolve("contexts")
        .resolve("meta")
        .resolve(Sha256.of(context))
        .resolve("meta.json");
  }

  /**
   * Where a context leads to, such as {@code unix:///run/docker.sock}; empty when there is no such
   * context. One that can't be read leads to nowhere that we know.
   */
  Optional<String> hostOf(String context) throws IOException {
    Path file = meta(context);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = InputFile.text(file, MOST_BYTES);
      return Optional.of(Json.parse(text).at("/Endpoints/docker/Host").asText());
    } catch (JsonProcessingException e) {
      return Optional.of("");
    }
  }
}
