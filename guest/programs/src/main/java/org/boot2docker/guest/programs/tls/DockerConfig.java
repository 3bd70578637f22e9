package org.boot2docker.guest.programs.tls;

import java.util.Optional;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/** dockerd's configuration file, and the one that lies over it for a while. */
final class DockerConfig {
  private static final String FILE = "/etc/docker/daemon.json";
  private static final String OVER = "/run/boot2docker/tls/daemon.json";
  private static final String EMPTY = "{}\n";

  private final Kernel kernel;
  private Optional<String> own = Optional.empty();
  private boolean isOver;

  DockerConfig(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Lays a configuration over dockerd's own that differs from it in this one setting. */
  void setLiveRestore(boolean on) {
    if (!isOver) {
      own = Text.read(kernel, FILE);
      kernel.makeDirectory("/etc/docker", 0755);
      if (own.isEmpty()) {
        Text.write(kernel, FILE, EMPTY, 0644);
      }
    }
    // Written into the same file, which stays mounted.
    Text.write(kernel, OVER, with(own.orElse(EMPTY), on), 0600);
    if (!isOver) {
      isOver = kernel.mount(OVER, FILE, "", Linux.MS_BIND, "") >= 0;
    }
  }

  /** Uncovers dockerd's own configuration. */
  void restore() {
    if (isOver) {
      isOver = kernel.unmount(FILE) < 0;
    }
    if (!isOver && own.isEmpty()) {
      kernel.unlink(FILE);
    }
    kernel.unlink(OVER);
  }

  /** Adds the setting as the last one: where a name is there twice, dockerd takes the last. */
  static String with(String json, boolean on) {
    int end = json.lastIndexOf('}');
    String before = end < 0 ? "{" : json.substring(0, end).stripTrailing();
    String comma = before.endsWith("{") ? "" : ",";
    return before + comma + "\n  \"live-restore\": " + on + "\n}\n";
  }
}
