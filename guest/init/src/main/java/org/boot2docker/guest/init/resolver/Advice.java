package org.boot2docker.guest.init.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/**
 * The name servers in one router advertisement: the option RDNSS (RFC 8106, section 5.1) inside the
 * message RTM_NEWNDUSEROPT, by which Linux hands on what it doesn't use itself.
 *
 * @param interfaceIndex the kernel's number of the interface that it came in by
 * @param seconds how long it holds; 0 takes it back
 * @param servers the addresses, 16 bytes each
 */
record Advice(int interfaceIndex, long seconds, List<byte[]> servers) {
  private static final int RTM_NEWNDUSEROPT = 68;

  /** struct nduseroptmsg: family, length of the options, interface, ICMP type, padding. */
  private static final int MESSAGE_HEADER = 16;

  private static final int LENGTH_OFFSET = 2;
  private static final int INTERFACE_OFFSET = 4;
  private static final int ICMP_TYPE_OFFSET = 8;
  private static final int ROUTER_ADVERTISEMENT = 134;

  private static final int RDNSS = 25;
  private static final int OPTION_HEADER = 8;
  private static final int LIFETIME_OFFSET = 4;
  private static final int ADDRESS_BYTES = 16;

  /** Options count their length in these. */
  private static final int UNIT = 8;

  /** Reads one netlink message; anything else gives nothing. */
  static Optional<Advice> parse(NetlinkMessage netlink) {
    byte[] message = netlink.body();
    int start = MESSAGE_HEADER;
    if (message.length < start + OPTION_HEADER
        || netlink.type() != RTM_NEWNDUSEROPT
        || (message[ICMP_TYPE_OFFSET] & 0xff) != ROUTER_ADVERTISEMENT) {
      return Optional.empty();
    }
    int end = Math.min(message.length, start + (int) LittleEndian.get(message, LENGTH_OFFSET, 2));
    int size = (message[start + 1] & 0xff) * UNIT;
    if (message[start] != RDNSS || size < OPTION_HEADER || start + size > end) {
      return Optional.empty();
    }
    List<byte[]> servers = new ArrayList<>();
    for (int at = start + OPTION_HEADER; at + ADDRESS_BYTES <= start + size; at += ADDRESS_BYTES) {
      byte[] address = new byte[ADDRESS_BYTES];
      System.arraycopy(message, at, address, 0, ADDRESS_BYTES);
      servers.add(address);
    }
    int index = (int) LittleEndian.get(message, INTERFACE_OFFSET, 4);
    return Optional.of(new Advice(index, big(message, start + LIFETIME_OFFSET), servers));
  }

  private static long big(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }
}
