package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** Where on a link of Ethernet's kind a packet goes (packet(7)). */
final class LinkAddress {
  /** AF_PACKET. */
  static final int FAMILY = 17;

  /** {@code struct sockaddr_ll}. */
  static final int BYTES = 20;

  private static final int PROTOCOL = 2;
  private static final int INTERFACE = 4;
  private static final int LENGTH = 11;
  private static final int HARDWARE = 12;
  private static final int HARDWARE_BYTES = 6;

  /** The Ethernet protocol IPv6, 0x86dd, as it goes over the wire. */
  private static final int IPV6 = 0xdd86;

  private LinkAddress() {}

  /** The multicast address for all IPv6 routers, ff02::2 (RFC 2464, section 7); to be freed. */
  static Address ofRouters(int interfaceIndex) {
    Address address = Libc.malloc(BYTES);
    Address.fillZero(address, BYTES);
    address.putShort((short) FAMILY);
    address.add(PROTOCOL).putShort((short) IPV6);
    address.add(INTERFACE).putInt(interfaceIndex);
    address.add(LENGTH).putByte((byte) HARDWARE_BYTES);
    address.add(HARDWARE).putByte((byte) 0x33);
    address.add(HARDWARE + 1).putByte((byte) 0x33);
    address.add(HARDWARE + 5).putByte((byte) 2);
    return address;
  }
}
