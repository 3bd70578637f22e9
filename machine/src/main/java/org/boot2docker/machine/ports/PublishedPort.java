package org.boot2docker.machine.ports;

import java.util.Comparator;
import java.util.Locale;

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

  static final String LOOPBACK = "127.0.0.1";
  static final String ANY = "0.0.0.0";
  static final String LOOPBACK_6 = "::1";
  static final String ANY_6 = "::";

  /** What can be forwarded. */
  public enum Protocol {
    /** RFC 9293. */
    TCP,
    /** RFC 768. */
    UDP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isIpv6() {
    return address.indexOf(':') >= 0;
  }

  /** As in {@code 127.0.0.1:8080/tcp}. */
  @Override
  public String toString() {
    String host = isIpv6() ? "[" + address + "]" : address;
    return host + ":" + port + "/" + protocol;
  }
}
