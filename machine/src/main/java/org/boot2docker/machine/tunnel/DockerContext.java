package org.boot2docker.machine.tunnel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.image.json.Json;
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

  /** Characters of a hash, enough to tell the few homes of one user apart. */
  private static final int HASH_LENGTH = 6;

  /**
   * The context {@code boot2docker} of the default machine, {@code boot2docker-NAME} of another. A
   * machine in another home than {@code ~/.boot2docker} has {@code +HASH} of that home behind it.
   */
  public DockerContext(MachineDirectory directory, Map<String, String> environment) {
    this.directory = directory;
    this.name = name(directory);
    String set = environment.getOrDefault("DOCKER_CONFIG", "");
    Path config =
        set.isEmpty() ? Path.of(System.getProperty("user.home"), ".docker") : Path.of(set);
    this.folder = config.resolve("contexts").resolve("meta").resolve(Sha256.of(name));
  }

  /** No name of a machine has a plus sign, so none has the context of another home. */
  private static String name(MachineDirectory directory) {
    boolean usual = directory.name().equals(MachineDirectory.DEFAULT_NAME);
    String name = usual ? "boot2docker" : "boot2docker-" + directory.name();
    Path home = directory.home();
    return home.equals(MachineDirectory.home(Map.of()).toAbsolutePath().normalize())
        ? name
        : name + "+" + Sha256.of(home.toString()).substring(0, HASH_LENGTH);
  }

  /** What goes behind {@code docker --context}. */
  public String name() {
    return name;
  }

  /** Writes the context, or brings it up to date. */
  public void write() throws IOException {
    ObjectNode meta = Json.object().put("Name", name);
    meta.putObject("Metadata").put("Description", "boot2docker machine " + directory.name());
    meta.putObject("Endpoints").putObject("docker").put("Host", host()).put("SkipTLSVerify", false);
    byte[] text = Json.line(meta).getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("meta.json");
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), text)) {
      Files.createDirectories(folder);
      AtomicFile.write(file, out -> out.write(text));
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
}
