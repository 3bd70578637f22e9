package org.boot2docker.guest.init.resolver;

import java.util.Optional;
import org.boot2docker.guest.system.bytes.IpAddress;

/** An IPv6 address as /etc/resolv.conf has it. */
final class ServerAddress {
  /** How many zero bytes begin an address that holds one of IPv4. */
  private static final int IPV4_PREFIX = 10;

  private ServerAddress() {}

  /**
   * The address in groups of hexadecimal digits, a link-local one with its interface; nothing for
   * one that no name server can have: unspecified, loopback, multicast, or IPv4's.
   */
  static Optional<String> text(byte[] address, String interfaceName) {
    int first = address[0] & 0xff;
    if (first == 0xff || isWithoutNetwork(address)) {
      return Optional.empty();
    }
    String text = IpAddress.text(address);
    boolean linkLocal = first == 0xfe && (address[1] & 0xc0) == 0x80;
    return Optional.of(linkLocal ? text + "%" + interfaceName : text);
  }

  /** Unspecified, loopback, or IPv4's own; 64:ff9b:: is NAT64's, behind which servers are. */
  private static boolean isWithoutNetwork(byte[] address) {
    for (int i = 0; i < IPV4_PREFIX; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
