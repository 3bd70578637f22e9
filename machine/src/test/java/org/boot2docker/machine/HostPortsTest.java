package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;
import org.junit.jupiter.api.Test;

/** With real sockets of this host. */
class HostPortsTest {
  private static void require(String forward) throws IOException {
    HostPorts.requireFree(PortForward.parse(forward));
  }

  @Test
  void aTakenUdpPortIsSaidWithWhoHasItAndItsTcpPortIsFree() throws IOException {
    try (DatagramSocket other =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> require(port + ":53/udp"))
          .hasMessageContainingAll(
              port + "/udp of this host is taken", "process " + ProcessHandle.current().pid());
      assertThatThrownBy(() -> require("0.0.0.0:" + port + ":53/udp"))
          .hasMessageContaining("0.0.0.0:" + port + "/udp");
      assertThatCode(() -> require(port + ":53")).doesNotThrowAnyException();
    }
  }

  @Test
  void aTcpPortIsTakenAtItsAddressOnly() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThat(HostPorts.isFree(HostPort.local(port))).isFalse();
      assertThat(HostPorts.isFree(new HostPort(Protocol.UDP, HostPort.LOOPBACK, port))).isTrue();
      assertThatThrownBy(() -> require("0.0.0.0:" + port + ":80"))
          .hasMessageContaining("0.0.0.0:" + port + " of this host is taken");
    }
  }

  /** RFC 5737 keeps the address for documentation. */
  @Test
  void anAddressOfAnotherHostIsSaid() {
    for (String forward : List.of("192.0.2.1:8080:80", "192.0.2.1:8080:80/udp")) {
      assertThatThrownBy(() -> require(forward))
          .hasMessageContainingAll("192.0.2.1 is no address of this host", "0.0.0.0");
    }
  }
}
