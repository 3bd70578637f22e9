package org.boot2docker.guest.init.health;

import java.nio.charset.StandardCharsets;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/**
 * Asks Docker from time to time whether it still answers, and says when it doesn't.
 *
 * <p>It is not restarted: that would end what somebody may want to look at, and Docker may only be
 * waiting for a slow disk.
 */
public final class DockerPulse {
  private static final byte[] REQUEST =
      "GET /_ping HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final long INTERVAL = 10_000;
  private static final long LIMIT = 30_000;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private boolean begun;
  private boolean hung;
  private int asked = -1;

  /** Counts, since Linux gives a number of a closed descriptor again. */
  private int requests;

  /** Nothing is asked yet. */
  public DockerPulse(Kernel kernel, Log log, Loop loop) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
  }

  /** Begins to ask; to be called when Docker has answered once. */
  public void begin() {
    if (!begun) {
      begun = true;
      loop.after(INTERVAL, this::ask);
    }
  }

  /** A Docker that was stopped has no socket, which is nothing to complain about. */
  private void ask() {
    int fd = kernel.connect(GuestPaths.DOCKER_SOCKET);
    if (fd < 0) {
      loop.after(INTERVAL, this::ask);
      return;
    }
    asked = fd;
    requests++;
    int request = requests;
    kernel.write(fd, REQUEST, 0, REQUEST.length);
    loop.onReadable(fd, this::answered);
    loop.after(LIMIT, () -> late(request));
  }

  private void late(int request) {
    if (asked >= 0 && request == requests && !hung) {
      hung = true;
      log.error(
          "Docker has not answered for "
              + LIMIT / 1_000
              + " s: look into /var/log/docker.log and sudo dmesg; if it stays so:"
              + " sudo service docker restart");
    }
  }

  /** A connection that is closed is no answer: Docker ends, or has come to its limit of files. */
  private void answered() {
    boolean answer = kernel.read(asked, new byte[1]) > 0;
    loop.close(asked);
    asked = -1;
    if (answer && hung) {
      hung = false;
      log.announce("Docker answers again");
    }
    loop.after(INTERVAL, this::ask);
  }
}
