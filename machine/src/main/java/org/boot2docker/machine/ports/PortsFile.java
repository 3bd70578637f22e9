package org.boot2docker.machine.ports;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;

/**
 * Notes in a machine's folder which ports are published, for who asks and for a tunnel that follows
 * one that was killed.
 */
public record PortsFile(Path path) {
  /**
   * A port that a container publishes.
   *
   * @param port where
   * @param problem why it does not appear on this host; empty when it does
   */
  public record Line(PublishedPort port, String problem) {}

  /** What is noted; nothing when there is no file, or when it is damaged. */
  public List<Line> read() {
    try {
      return Files.exists(path)
          ? Json.read(
              Files.readString(path, StandardCharsets.UTF_8), new TypeReference<List<Line>>() {})
          : List.of();
    } catch (IOException e) {
      // It is written anew at the next change.
      return List.of();
    }
  }

  void write(List<Line> lines) throws IOException {
    AtomicFile.passingText(path, Json.text(lines));
  }
}
