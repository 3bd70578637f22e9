package org.boot2docker.machine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Docker's descriptions of what it has. */
public interface DockerSource {
  /**
   * Asks for one document.
   *
   * @param path of Docker's API
   * @throws IOException when Docker doesn't answer, or refuses
   */
  JsonNode get(String path) throws IOException;
}
