package org.boot2docker.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.PortForward;

/** Chooses the port on 127.0.0.1 that is forwarded to the guest's SSH server. */
final class SshPort {
  /** The port of the original boot2docker; the next ones are for further machines. */
  private static final int FIRST = 2022;

  private static final int LAST = 2099;

  /** When this process chose which; it may start several machines, and QEMU listens later. */
  private static final Map<Integer, Long> CHOSEN = new HashMap<>();

  private static final long SOON_NANOS = 5_000_000_000L;

  private SshPort() {}

  /**
   * The remembered port when it is free, else the first free one; 0 remembers nothing.
   *
   * @param forwards ports that the user forwards, which are taken as soon as QEMU runs
   */
  static int choose(int remembered, List<PortForward> forwards) throws IOException {
    if (remembered != 0 && serves(remembered, forwards)) {
      return remembered;
    }
    for (int port = FIRST; port <= LAST; port++) {
      if (serves(port, forwards) && take(port)) {
        return port;
      }
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static synchronized boolean take(int port) {
    long now = System.nanoTime();
    Long before = CHOSEN.get(port);
    if (before != null && now - before < SOON_NANOS) {
      return false;
    }
    CHOSEN.put(port, now);
    return true;
  }

  private static boolean serves(int port, List<PortForward> forwards) {
    HostPort local = HostPort.local(port);
    return forwards.stream().noneMatch(each -> each.host().overlaps(local))
        && HostPorts.isFree(local);
  }
}
