package org.boot2docker.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Chooses the port on 127.0.0.1 that leads to the guest's SSH server. */
final class SshPort {
  /** The port of the original boot2docker; the next ones are for further machines. */
  private static final int FIRST = 2022;

  private static final int LAST = 2099;

  private SshPort() {}

  /** The remembered port when it is free, else the first free one; 0 remembers nothing. */
  static int choose(int remembered) throws IOException {
    if (remembered != 0 && isFree(remembered)) {
      return remembered;
    }
    for (int port = FIRST; port <= LAST; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As QEMU binds it: a connection that is just closing doesn't keep the port.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
