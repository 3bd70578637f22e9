package org.boot2docker.guest.programs.tls;

import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Lets dockerd read new certificates, which it does only when it starts.
 *
 * <p>Containers go on meanwhile: dockerd is told to leave them alone (live-restore) by a
 * configuration that is mounted over its own, ends, is started again by init, and then gets its own
 * back. A swarm doesn't allow that: there the restart is an ordinary one.
 */
final class DockerRestart {
  private static final String PID_FILE = "/run/boot2docker/services/docker.pid";
  private static final long PATIENCE = 180_000;
  private static final long RELOAD_PATIENCE = 30_000;
  private static final long PAUSE = 250;

  /** Nobody is connected for this long: whoever used Docker is done. */
  private static final long QUIET = 3_000;

  /** Some clients, such as {@code docker events}, stay for ever. */
  private static final long QUIET_PATIENCE = 60_000;

  private final Kernel kernel;
  private final Log log;
  private final DockerApi api;
  private final DockerClients clients;
  private final DockerConfig config;

  DockerRestart(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
    this.api = new DockerApi(kernel);
    this.clients = new DockerClients(kernel);
    this.config = new DockerConfig(kernel);
  }

  /**
   * Starts the dockerd anew that runs now, if it serves with our certificate; when nobody is
   * connected to it, unless somebody always is.
   */
  void readAgain() {
    int pid = pid();
    if (!usesOurs(pid) || !await(PATIENCE, () -> pid() != pid || api.isUp())) {
      return;
    }
    awaitQuiet();
    if (pid() != pid) {
      return;
    }
    String info = api.info();
    boolean swarm =
        info.contains("\"LocalNodeState\":") && !info.contains("\"LocalNodeState\":\"inactive\"");
    if (swarm) {
      log.error("the server certificate has changed: Docker restarts, and this node's containers");
      restart(pid);
    } else if (info.contains("\"LiveRestoreEnabled\":true")) {
      restart(pid);
    } else {
      restartAroundContainers(pid);
    }
  }

  private void restartAroundContainers(int pid) {
    if (setLiveRestore(true)) {
      restart(pid);
    } else {
      log.error(
          "Docker can't leave its containers running, so it keeps its old certificate;"
              + " when it suits you: sudo /etc/init.d/docker restart");
    }
    setLiveRestore(false);
    config.restore();
  }

  private boolean setLiveRestore(boolean on) {
    config.setLiveRestore(on);
    int pid = pid();
    if (pid <= 0) {
      return false;
    }
    kernel.kill(pid, Linux.SIGHUP);
    return await(RELOAD_PATIENCE, () -> isLiveRestore(on));
  }

  private boolean isLiveRestore(boolean on) {
    return api.info().contains("\"LiveRestoreEnabled\":" + on);
  }

  /** Ends dockerd, which init starts again, and waits until the new one answers. */
  private void restart(int pid) {
    log.info("Docker is started again to read its new certificate");
    kernel.kill(pid, Linux.SIGTERM);
    if (!await(PATIENCE, () -> pid() > 0 && pid() != pid && api.isUp())) {
      log.error(
          "Docker hasn't come back with its new certificate; see /var/lib/boot2docker/log/docker.log");
    }
  }

  private boolean usesOurs(int pid) {
    return pid > 0
        && Text.read(kernel, "/proc/" + pid + "/cmdline")
            .filter(line -> line.contains(Item.SERVER.path()))
            .isPresent();
  }

  private int pid() {
    String text = Text.line(kernel, PID_FILE);
    return text.isEmpty() ? -1 : Integer.parseInt(text);
  }

  private interface Condition {
    boolean holds();
  }

  private void awaitQuiet() {
    long end = kernel.millis() + QUIET_PATIENCE;
    long busy = kernel.millis();
    while (kernel.millis() < Math.min(end, busy + QUIET)) {
      kernel.poll(new int[0], PAUSE);
      if (clients.any()) {
        busy = kernel.millis();
      }
    }
  }

  private boolean await(long limit, Condition condition) {
    long deadline = kernel.millis() + limit;
    while (!condition.holds()) {
      if (kernel.millis() >= deadline) {
        return false;
      }
      kernel.poll(new int[0], PAUSE);
    }
    return true;
  }
}
