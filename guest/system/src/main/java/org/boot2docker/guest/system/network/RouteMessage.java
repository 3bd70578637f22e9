package org.boot2docker.guest.system.network;

import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/**
 * Requests that give an interface IPv4 addresses and routes, or take them, as rtnetlink(7) says.
 */
public final class RouteMessage {
  /** {@code struct ifaddrmsg}. */
  private static final int ADDRESS_BYTES = 8;

  /** {@code struct rtmsg}. */
  private static final int ROUTE_BYTES = 12;

  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int RTM_NEWROUTE = 24;
  private static final int AF_INET = 2;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RTPROT_DHCP = 16;
  private static final int RTN_UNICAST = 1;

  private RouteMessage() {}

  /** Gives an interface an address; one that it has already stays. */
  public static byte[] addAddress(int index, byte[] address, int prefix, byte[] broadcast) {
    return request(
        RTM_NEWADDR,
        NetlinkMessage.CREATE | NetlinkMessage.REPLACE,
        address(index, prefix),
        NetlinkAttributes.of(IFA_LOCAL, address),
        NetlinkAttributes.of(IFA_ADDRESS, address),
        NetlinkAttributes.of(IFA_BROADCAST, broadcast));
  }

  /** Takes an address from an interface, and with it the routes that need it. */
  public static byte[] removeAddress(int index, byte[] address, int prefix) {
    return request(
        RTM_DELADDR, 0, address(index, prefix), NetlinkAttributes.of(IFA_LOCAL, address));
  }

  /**
   * Makes a router the way to everywhere, in the place of an earlier one of the same metric.
   *
   * @param metric routes with a lower one are preferred
   */
  public static byte[] defaultRoute(int index, byte[] gateway, int metric) {
    byte[] body = new byte[ROUTE_BYTES];
    body[0] = AF_INET;
    body[4] = (byte) RT_TABLE_MAIN;
    body[5] = RTPROT_DHCP;
    body[7] = RTN_UNICAST;
    return request(
        RTM_NEWROUTE,
        NetlinkMessage.CREATE | NetlinkMessage.REPLACE,
        body,
        NetlinkAttributes.of(RTA_GATEWAY, gateway),
        NetlinkAttributes.hostNumber(RTA_OIF, index),
        NetlinkAttributes.hostNumber(RTA_PRIORITY, metric));
  }

  private static byte[] address(int index, int prefix) {
    byte[] body = new byte[ADDRESS_BYTES];
    body[0] = AF_INET;
    body[1] = (byte) prefix;
    LittleEndian.put32(body, 4, index);
    return body;
  }

  private static byte[] request(int type, int flags, byte[] body, byte[]... attributes) {
    return NetlinkMessage.request(type, NetlinkMessage.ACKNOWLEDGE | flags, body, attributes);
  }
}
