package org.boot2docker.machine.ports;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;

/**
 * A port of this host that leads to the same port of the guest.
 *
 * @param protocol of the packets
 * @param address of this host, as text: {@code 127.0.0.1}, {@code 0.0.0.0}, {@code ::1} or {@code
 *     ::}
 * @param port 1 to 65535, on both sides
 * @param inner whether the container's port is on the guest's loopback address only
 */
public record PublishedPort(Protocol protocol, String address, int port, boolean inner) {
  /** All in the order in which people look for them. */
  static final Comparator<PublishedPort> ORDER =
      Comparator.comparingInt(PublishedPort::port)
          .thenComparing(PublishedPort::protocol)
          .thenComparing(PublishedPort::address)
          .thenComparing(PublishedPort::inner);

  static final String LOOPBACK_6 = "::1";
  static final String ANY_6 = "::";

  private static final int HIGHEST = 65_535;

  /** Checks what a file may lack. */
  public PublishedPort {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(address, "address");
    Objects.checkIndex(port - 1, HIGHEST);
  }

  /** Where it is on this host. */
  public HostPort host() {
    return new HostPort(protocol, address, port);
  }

  boolean isIpv6() {
    return address.indexOf(':') >= 0;
  }

  /** The same port of this host, which leads to the guest's own address. */
  PublishedPort outer() {
    return new PublishedPort(protocol, address, port, false);
  }

  /** Whether it goes without saying beside 127.0.0.1, where this host has IPv6. */
  boolean isBeside() {
    return address.equals(LOOPBACK_6) && !inner;
  }

  /** Whether a forward of the machine's settings leads to the same place. */
  boolean isServedBy(PortForward forward) {
    return !inner && forward.hostPort() == forward.guestPort() && forward.host().covers(host());
  }

  /**
   * Why nothing carries it. QEMU forwards from IPv4 addresses to the guest's own one, and SSH
   * carries TCP.
   *
   * @return empty when something does
   */
  Optional<String> obstacle() {
    if (protocol == Protocol.TCP) {
      return Optional.empty();
    } else if (protocol == Protocol.SCTP) {
      return Optional.of("QEMU's network has no SCTP: use TCP or UDP");
    } else if (inner) {
      return Optional.of("UDP doesn't reach the guest's loopback: publish it without an address");
    }
    return isIpv6()
        ? Optional.of("UDP comes from IPv4 addresses only: use 127.0.0.1, or publish 0.0.0.0")
        : Optional.empty();
  }

  /** As in {@code 127.0.0.1:8080/tcp}. */
  @Override
  public String toString() {
    String host = isIpv6() ? "[" + address + "]" : address;
    return host + ":" + port + "/" + protocol;
  }
}
