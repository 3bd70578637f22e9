package org.boot2docker.builder.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;

/**
 * What {@code docker login} has stored on this machine, by registry. Helpers that keep it elsewhere
 * ({@code credsStore}) are not asked.
 */
public final class Credentials {
  private static final int MOST_BYTES = 1 << 20;

  private final Map<String, String> environment;

  /** Those of the user with this environment. */
  public Credentials(Map<String, String> environment) {
    this.environment = environment;
  }

  /** User and password in Base64, as HTTP's header has them (RFC 7617). */
  Optional<String> of(String registry) throws IOException {
    Path file = directory().resolve("config.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonNode auths;
    try {
      auths = Json.parse(InputFile.text(file, MOST_BYTES)).path("auths");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new BuildException(file + " is not JSON: run docker login again", e);
    }
    for (String key : new String[] {registry, "https://" + registry, "https://" + registry + "/"}) {
      String auth = auths.path(key).path("auth").asText();
      if (auth.matches("[A-Za-z0-9+/=]+")) {
        return Optional.of(auth);
      }
    }
    return Optional.empty();
  }

  private Path directory() {
    String set = environment.getOrDefault("DOCKER_CONFIG", "");
    return set.isEmpty() ? Path.of(environment.getOrDefault("HOME", ""), ".docker") : Path.of(set);
  }
}
