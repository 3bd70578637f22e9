package org.boot2docker.machine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.PortForward;

/** TCP ports of 127.0.0.1 on this host. */
final class HostPorts {

  private HostPorts() {}

  /**
   * Checks that QEMU will be able to listen on them.
   *
   * @throws MachineException with who has a port that is taken
   */
  static void requireFree(List<PortForward> forwards) throws IOException {
    for (PortForward forward : forwards) {
      requireFree(forward.hostPort());
    }
  }

  private static void requireFree(int port) throws IOException {
    try {
      bind(port);
    } catch (BindException e) {
      if (String.valueOf(e.getMessage()).contains("Permission")) {
        throw new MachineException(
            "port %d of this host is for root only: choose 1024 or higher".formatted(port), e);
      }
      Optional<String> owner = PortOwner.of(port);
      throw new MachineException(
          "port %d of this host is taken%s: stop that, or choose another with -p HOST:GUEST"
              .formatted(port, owner.map(o -> " by " + o).orElse("")),
          e);
    }
  }

  static boolean isFree(int port) {
    try {
      bind(port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As QEMU binds it: a connection that is just closing doesn't keep the port.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
    }
  }
}
