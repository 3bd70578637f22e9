package org.boot2docker.guest.init.resolver;

import java.util.Optional;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/**
 * That a router has set the flag M (RFC 4861, section 4.2): addresses are to be had of a DHCPv6
 * server. Linux tells it in the message RTM_NEWLINK of IPv6's own, when the flag has changed.
 *
 * @param interfaceIndex the kernel's number of the interface that the router is on
 */
record Managed(int interfaceIndex) {
  private static final int RTM_NEWLINK = 16;
  private static final int AF_INET6 = 10;

  /** struct ifinfomsg: family, padding, type, index, flags, change. */
  private static final int MESSAGE_HEADER = 16;

  private static final int INTERFACE_OFFSET = 4;
  private static final int IFLA_PROTINFO = 12;
  private static final int IFLA_INET6_FLAGS = 1;

  /** IF_RA_MANAGED of the kernel's net/if_inet6.h. */
  private static final int MANAGED = 0x40;

  /** Reads one netlink message; anything else gives nothing. */
  static Optional<Managed> parse(NetlinkMessage netlink) {
    byte[] message = netlink.body();
    if (netlink.type() != RTM_NEWLINK
        || message.length < MESSAGE_HEADER
        || message[0] != AF_INET6) {
      return Optional.empty();
    }
    byte[] attributes = new byte[message.length - MESSAGE_HEADER];
    System.arraycopy(message, MESSAGE_HEADER, attributes, 0, attributes.length);
    byte[] information = NetlinkAttributes.value(attributes, IFLA_PROTINFO);
    byte[] flags = NetlinkAttributes.value(information, IFLA_INET6_FLAGS);
    boolean managed = flags.length == 4 && (flags[0] & MANAGED) != 0;
    return managed
        ? Optional.of(new Managed((int) LittleEndian.get(message, INTERFACE_OFFSET, 4)))
        : Optional.empty();
  }
}
