package org.boot2docker.machine.state;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.util.List;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.MachineException;

/**
 * What a machine remembers.
 *
 * @param sshPort port on 127.0.0.1 that is forwarded to the guest's sshd; 0 before the first start
 * @param image file that it was last started from; empty before the first start
 * @param architecture the guest's, by Debian's name; empty before the first start
 * @param disks its data disks, one path a line; empty for none
 * @param shares its shared folders, a line each as {@code --share} takes them; empty for none
 * @param accelerator QEMU's name of the one in use; empty before the first start
 * @param qemuVersion version of the QEMU that runs it; empty before the first start
 * @param startedAt seconds since 1970 of the last start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MachineConfig(
    int sshPort,
    String image,
    String architecture,
    String disks,
    String shares,
    String accelerator,
    String qemuVersion,
    long startedAt) {

  private static final int MOST_PORTS = 65535;

  /** End of the year 9999, in seconds since 1970. */
  private static final long LATEST = 253_402_300_799L;

  /**
   * Treats fields that an older file does not have as empty.
   *
   * @throws IllegalArgumentException when a value is none that {@code up} writes
   */
  public MachineConfig {
    image = image == null ? "" : image;
    architecture = architecture == null ? "" : architecture;
    disks = disks == null ? "" : disks;
    shares = shares == null ? "" : shares;
    accelerator = accelerator == null ? "" : accelerator;
    qemuVersion = qemuVersion == null ? "" : qemuVersion;
    require(sshPort >= 0 && sshPort <= MOST_PORTS, "sshPort " + sshPort + " is not a TCP port");
    require(startedAt >= 0 && startedAt <= LATEST, "startedAt " + startedAt + " is not a time");
    for (String path : List.of(image, disks, shares)) {
      require(path.indexOf('\0') < 0, "a path has a NUL character");
    }
    if (!accelerator.isEmpty()) {
      Accelerator.ofQemuName(accelerator);
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** That of a machine that was never started. */
  public static MachineConfig initial() {
    return new MachineConfig(0, "", "", "", "", "", "", 0);
  }

  /**
   * Reads the file; one that isn't there is a machine never started.
   *
   * @throws MachineException when it isn't what {@link #write} writes
   */
  public static MachineConfig read(MachineDirectory directory) throws IOException {
    return KeptJson.read(
            directory.config(),
            text -> Json.read(text, MachineConfig.class),
            "stop the machine's QEMU if it runs, and delete the file")
        .orElse(initial());
  }

  /** Writes the file atomically. */
  public void write(MachineDirectory directory) throws IOException {
    AtomicFile.text(directory.config(), Json.text(this) + "\n");
  }

  /** Whether the guest has a disk where it can keep things, such as its host key. */
  public boolean hasDisk() {
    return !disks.isEmpty();
  }

  /** Whether the guest mounts folders of the host. */
  public boolean hasShares() {
    return !shares.isEmpty();
  }
}
