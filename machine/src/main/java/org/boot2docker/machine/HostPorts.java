package org.boot2docker.machine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;

/** Whether ports of this host are free. */
final class HostPorts {

  private HostPorts() {}

  /**
   * Checks that QEMU will be able to listen on them.
   *
   * @throws MachineException with who has a port that is taken
   */
  static void requireFree(List<PortForward> forwards) throws IOException {
    for (PortForward forward : forwards) {
      requireFree(forward.host());
    }
  }

  private static void requireFree(HostPort port) throws IOException {
    try {
      bind(port, port.port());
    } catch (BindException e) {
      if (!isOfThisHost(port)) {
        throw new MachineException(
            "%s is no address of this host: choose one of its own, or 0.0.0.0 for all"
                .formatted(port.address()),
            e);
      }
      if (String.valueOf(e.getMessage()).contains("Permission")) {
        throw new MachineException(
            "port %s of this host is for root only: choose 1024 or higher".formatted(port.brief()),
            e);
      }
      Optional<String> owner = PortOwner.of(port);
      throw new MachineException(
          "port %s of this host is taken%s: stop that, or choose another with -p HOST:GUEST"
              .formatted(port.brief(), owner.map(o -> " by " + o).orElse("")),
          e);
    }
  }

  /** Whether any port of the address can be had. */
  private static boolean isOfThisHost(HostPort port) throws IOException {
    try {
      bind(port, 0);
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  static boolean isFree(HostPort port) {
    try {
      bind(port, port.port());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(HostPort at, int port) throws IOException {
    // A literal address, which is not looked up.
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(at.address()), port);
    if (at.protocol() == Protocol.UDP) {
      try (DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET)) {
        socket.bind(address);
      }
      return;
    }
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
      // As QEMU binds it: a connection that is just closing doesn't keep the port.
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(address, 1);
    }
  }
}
