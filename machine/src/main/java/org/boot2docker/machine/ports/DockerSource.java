package org.boot2docker.machine.ports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Docker's descriptions of what it has. */
interface DockerSource {
  /**
   * Asks for one document.
   *
   * @param path of Docker's API
   * @throws IOException when Docker doesn't answer, or refuses
   */
  JsonNode get(String path) throws IOException;
}
