package org.boot2docker.machine.tunnel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The context of the {@code docker} command for a machine: {@code docker --context boot2docker ps}.
 *
 * <p>Docker keeps each in {@code contexts/meta/SHA-256 of its name/meta.json} of its configuration
 * folder. {@link CurrentContext} says which one Docker uses when none is named.
 */
public final class DockerContext {
  /** The names of all machines' contexts begin with it. */
  static final String PREFIX = "boot2docker";

  /** Characters of a hash, enough to tell the few homes of one user apart. */
  private static final int HASH_LENGTH = 6;

  private final DockerFolder docker;
  private final MachineDirectory directory;

  /** The machine in its folder, and the Docker configuration that the environment names. */
  public DockerContext(MachineDirectory directory, Map<String, String> environment) {
    this.directory = directory;
    this.docker = DockerFolder.of(environment);
  }

  /**
   * What goes behind {@code docker --context}: {@code boot2docker} for the default machine, {@code
   * boot2docker-NAME} for another. A machine in another home than {@code ~/.boot2docker} has {@code
   * +HASH} of that home behind it, and so has one whose name another home's context has.
   */
  public String name() throws IOException {
    return isTaken() || !isUsualHome() ? base() + hash() : base();
  }

  /** The other machine, or server, that the shorter name leads to and so is not taken for this. */
  public Optional<String> owner() throws IOException {
    return isUsualHome() && isTaken() ? docker.hostOf(base()) : Optional.empty();
  }

  private boolean isTaken() throws IOException {
    Optional<String> host = docker.hostOf(base());
    return host.isPresent() && !host.get().equals(host());
  }

  private boolean isUsualHome() {
    Path usual = MachineDirectory.home(Map.of()).toAbsolutePath().normalize();
    return directory.home().equals(usual);
  }

  /** Without what tells homes apart. */
  public String base() {
    boolean usual = directory.name().equals(MachineDirectory.DEFAULT_NAME);
    return usual ? PREFIX : PREFIX + "-" + directory.name();
  }

  /** No name of a machine has a plus sign, so none has the context of another home. */
  private String hash() {
    return "+" + Sha256.of(directory.home().toString()).substring(0, HASH_LENGTH);
  }

  /** Writes the context, or brings it up to date. */
  public void write() throws IOException {
    ObjectNode meta = Json.object().put("Name", name());
    meta.putObject("Metadata").put("Description", "boot2docker machine " + directory.name());
    meta.putObject("Endpoints").putObject("docker").put("Host", host()).put("SkipTLSVerify", false);
    byte[] text = Json.line(meta).getBytes(StandardCharsets.UTF_8);
    Path file = docker.meta(name());
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), text)) {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, out -> out.write(text));
    }
  }

  /** Whether it is written. */
  public boolean exists() throws IOException {
    return Files.exists(docker.meta(name()));
  }

  /** The value for DOCKER_HOST. */
  public String host() {
    return "unix://" + directory.dockerSocket();
  }

  /** Deletes the context. */
  public void remove() throws IOException {
    Path file = docker.meta(name());
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.getParent());
  }

  /** Which context Docker uses when none is named, as far as this one has to do with it. */
  public CurrentContext current() throws IOException {
    return new CurrentContext(docker, name(), directory.contextBefore());
  }
}
