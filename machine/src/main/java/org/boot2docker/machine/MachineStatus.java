package org.boot2docker.machine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.boot2docker.image.json.Json;

/**
 * What is known of a machine at one moment.
 *
 * @param name its name
 * @param state whether it runs
 * @param pid QEMU's process id; 0 when it doesn't run
 * @param sshPort port on 127.0.0.1 that is forwarded to its SSH server; 0 when it was never started
 * @param accelerator QEMU's name of what executes it; empty when it was never started
 * @param image what it was last started from; empty when it was never started
 * @param uptime since QEMU was started; zero when it doesn't run
 * @param dockerVersion Docker's version when it answers
 * @param dockerSocket where it answers
 * @param dockerContext the context of the {@code docker} command for it
 */
public record MachineStatus(
    String name,
    State state,
    long pid,
    int sshPort,
    String accelerator,
    String image,
    Duration uptime,
    Optional<String> dockerVersion,
    Path dockerSocket,
    String dockerContext) {

  /** Whether a machine runs. */
  public enum State {
    /** QEMU doesn't run. */
    STOPPED,
    /** QEMU doesn't run, and {@code up} goes on where the guest was. */
    SAVED,
    /** QEMU runs, but the guest's SSH server doesn't answer yet. */
    STARTING,
    /** QEMU holds the guest, for there was no room for its disk on this host. */
    HELD,
    /** The guest answers. */
    RUNNING;

    /** Whether QEMU runs. */
    public boolean runs() {
      return this == STARTING || this == HELD || this == RUNNING;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether its QEMU runs. */
  public boolean runs() {
    return state.runs();
  }

  /** All of it as a JSON object, indented; what isn't known is left out. */
  public String toJson() {
    ObjectNode object = Json.object().put("name", name).put("state", state.toString());
    if (runs()) {
      object.put("pid", pid).put("uptimeSeconds", uptime.toSeconds());
      object.put("accelerator", accelerator).put("image", image);
      object.put("sshHost", "127.0.0.1").put("sshPort", sshPort);
      object.put("docker", dockerVersion.isPresent());
      dockerVersion.ifPresent(version -> object.put("dockerVersion", version));
      object.put("dockerHost", "unix://" + dockerSocket).put("dockerContext", dockerContext);
    }
    return Json.text(object);
  }
}
