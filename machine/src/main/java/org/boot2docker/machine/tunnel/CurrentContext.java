package org.boot2docker.machine.tunnel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;

/**
 * The context that Docker uses when none is named: {@code currentContext} in its {@code
 * config.json}; without one it is Docker's own default.
 *
 * <p>That file also holds the user's logins and plug-ins, so it is replaced only as a whole, and
 * only when it can be read.
 */
public final class CurrentContext {
  private static final String KEY = "currentContext";
  private static final String UNIX = "unix://";
  private static final int MOST_BYTES = 16 << 20;

  private final DockerFolder docker;
  private final String name;
  private final Path before;

  /**
   * Our context.
   *
   * @param before file for the name of the context that was the current one before
   */
  CurrentContext(DockerFolder docker, String name, Path before) {
    this.docker = docker;
    this.name = name;
    this.before = before;
  }

  /** Whether {@link #use} was called, and not {@link #restore} since. */
  public boolean isUsed() {
    return Files.exists(before);
  }

  /**
   * Whether ours is the current one.
   *
   * @throws MachineException when Docker's file is damaged
   */
  public boolean isOurs() throws IOException {
    return current(read()).equals(name);
  }

  /**
   * Makes ours the current one, and remembers which one was.
   *
   * @throws MachineException when Docker's file is damaged, which is left as it is
   */
  public void use() throws IOException {
    ObjectNode config = read();
    if (!current(config).equals(name)) {
      AtomicFile.text(before, current(config));
      config.put(KEY, name);
      write(config);
    }
  }

  /**
   * Makes the one from before the current one, unless somebody has chosen another since.
   *
   * @throws MachineException when Docker's file is damaged, which is left as it is
   */
  public void restore() throws IOException {
    if (!isUsed()) {
      return;
    }
    setBack(Files.readString(before));
    Files.delete(before);
  }

  /** Makes sure that ours is not the current one, for it is about to be deleted. */
  public void leave() throws IOException {
    setBack(isUsed() ? Files.readString(before) : "");
    Files.deleteIfExists(before);
  }

  private void setBack(String earlier) throws IOException {
    ObjectNode config = read();
    if (!current(config).equals(name)) {
      return;
    }
    config.remove(KEY);
    // Docker fails with the name of a context that was deleted, and of a machine that is stopped.
    if (!earlier.isEmpty() && Files.exists(docker.meta(earlier)) && isServed(earlier)) {
      config.put(KEY, earlier);
    }
    write(config);
  }

  /** Whether it does not lead to a machine that is stopped, of this home or another. */
  private boolean isServed(String context) throws IOException {
    Optional<String> host =
        context.startsWith(DockerContext.PREFIX) ? docker.hostOf(context) : Optional.empty();
    return host.filter(each -> each.startsWith(UNIX))
        .map(each -> Files.exists(Path.of(each.substring(UNIX.length()))))
        .orElse(true);
  }

  private static String current(ObjectNode config) {
    return config.path(KEY).asText("");
  }

  private ObjectNode read() throws IOException {
    Path file = docker.config();
    if (!Files.exists(file)) {
      return Json.object();
    }
    String damage = "it is no JSON object";
    try {
      JsonNode tree = Json.parse(InputFile.text(file, MOST_BYTES));
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      damage = "line %d: %s".formatted(Json.lineOf(e), Json.reasonOf(e));
    }
    throw new MachineException(
        "Docker's %s is damaged (%s), so its current context stays as it is: correct the file"
            .formatted(file, damage));
  }

  /** People link this file to where they keep all such files: the link stays. */
  private void write(ObjectNode config) throws IOException {
    Path file = docker.config();
    Optional<Set<PosixFilePermission>> permissions = Optional.empty();
    if (Files.exists(file)) {
      file = file.toRealPath();
      permissions = permissions(file);
    } else {
      Files.createDirectories(docker.path());
    }
    AtomicFile.secret(file, (Json.text(config) + "\n").getBytes(StandardCharsets.UTF_8));
    if (permissions.isPresent()) {
      Files.setPosixFilePermissions(file, permissions.get());
    }
  }

  private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null ? Optional.empty() : Optional.of(view.readAttributes().permissions());
  }
}
