package org.boot2docker.machine.ports;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.PortForward;

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
   * @param target the container or service and its port, as in {@code web:80/tcp}; empty when
   *     unknown, as of a container on the guest's own network
   */
  public record Line(PublishedPort port, String problem, String target) {
    /** An earlier version noted no targets. */
    public Line {
      Objects.requireNonNull(port, "port");
      problem = Objects.requireNonNullElse(problem, "");
      target = Objects.requireNonNullElse(target, "");
    }

    /** Whether it has the port that a forward would take to lead elsewhere. */
    public boolean conflictsWith(PortForward forward) {
      return problem.isEmpty() && forward.host().overlaps(port.host()) && !port.isServedBy(forward);
    }
  }

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
