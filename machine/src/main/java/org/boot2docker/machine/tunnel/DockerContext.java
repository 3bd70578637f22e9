package org.boot2docker.machine.tunnel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.boot2docker.machine.state.AtomicFile;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The context of the {@code docker} command for a machine: {@code docker --context boot2docker ps}.
 *
 * <p>Docker keeps each in {@code contexts/meta/SHA-256 of its name/meta.json} of its configuration
 * folder. Which context is the current one is the user's to say, so that is left alone.
 */
public final class DockerContext {
  private final String name;
  private final Path folder;
  private final MachineDirectory directory;

  /**
   * The context {@code boot2docker} of the default machine, {@code boot2docker-NAME} of another.
   */
  public DockerContext(MachineDirectory directory, Map<String, String> environment) {
    this.directory = directory;
    boolean usual = directory.name().equals(MachineDirectory.DEFAULT_NAME);
    this.name = usual ? "boot2docker" : "boot2docker-" + directory.name();
    String set = environment.getOrDefault("DOCKER_CONFIG", "");
    Path config =
        set.isEmpty() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(set);
    this.folder = config.resolve("contexts").resolve("meta").resolve(sha256(name));
  }

  /** What goes behind {@code docker --context}. */
  public String name() {
    return name;
  }

  /** Writes the context, or brings it up to date. */
  public void write() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode meta = json.createObjectNode().put("Name", name);
    meta.putObject("Metadata").put("Description", "boot2docker machine " + directory.name());
    meta.putObject("Endpoints").putObject("docker").put("Host", host()).put("SkipTLSVerify", false);
    byte[] text = json.writeValueAsBytes(meta);
    Path file = folder.resolve("meta.json");
    if (!Files.exists(file) || !MessageDigest.isEqual(Files.readAllBytes(file), text)) {
      Files.createDirectories(folder);
      AtomicFile.write(file, text);
    }
  }

  /** The value for DOCKER_HOST. */
  public String host() {
    return "unix://" + directory.dockerSocket();
  }

  /** Deletes the context. */
  public void remove() throws IOException {
    Files.deleteIfExists(folder.resolve("meta.json"));
    Files.deleteIfExists(folder);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
