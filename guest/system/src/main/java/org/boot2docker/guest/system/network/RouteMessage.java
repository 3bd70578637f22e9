package org.boot2docker.guest.system.network;

import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/** Requests that give an interface addresses and routes, or take them, as rtnetlink(7) says. */
public final class RouteMessage {
  /** {@code struct ifaddrmsg}. */
  private static final int ADDRESS_BYTES = 8;

  /** {@code struct rtmsg}. */
  private static final int ROUTE_BYTES = 12;

  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int IPV4_BYTES = 4;
  private static final byte AF_INET = 2;
  private static final byte AF_INET6 = 10;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RTPROT_DHCP = 16;
  private static final int RTN_UNICAST = 1;
  private static final int RT_SCOPE_LINK = 253;
  private static final int RT_SCOPE_NOWHERE = 255;
  private static final int RTNH_F_ONLINK = 4;

  private RouteMessage() {}

  /** Gives an interface an address; one that it has already stays. */
  public static byte[] addAddress(int index, Prefix address, byte[] broadcast) {
    byte[] bytes = address.address();
    byte[] local = NetlinkAttributes.of(IFA_LOCAL, bytes);
    byte[] own = NetlinkAttributes.of(IFA_ADDRESS, bytes);
    byte[] all = NetlinkAttributes.of(IFA_BROADCAST, broadcast);
    return request(
        RTM_NEWADDR,
        NetlinkMessage.CREATE | NetlinkMessage.REPLACE,
        address(index, address),
        local,
        own,
        bytes.length == IPV4_BYTES ? all : new byte[0]);
  }

  /** Takes an address from an interface, and with it the routes that need it. */
  public static byte[] removeAddress(int index, Prefix address) {
    return request(
        RTM_DELADDR,
        0,
        address(index, address),
        NetlinkAttributes.of(IFA_LOCAL, address.address()));
  }

  /**
   * Makes a route, in the place of an earlier one to the same network with the same metric.
   *
   * @param metric routes with a lower one are preferred
   * @param onLink whether the router is reached although no address of ours is of its network
   */
  public static byte[] addRoute(int index, Route route, int metric, boolean onLink) {
    byte[] body = route(route);
    body[5] = RTPROT_DHCP;
    body[6] = (byte) (route.isOnLink() ? RT_SCOPE_LINK : 0);
    body[7] = RTN_UNICAST;
    LittleEndian.put32(body, 8, onLink && !route.isOnLink() ? RTNH_F_ONLINK : 0);
    int flags = NetlinkMessage.CREATE | NetlinkMessage.REPLACE;
    return request(RTM_NEWROUTE, flags, body, way(index, route, metric));
  }

  /** Takes a route that {@link #addRoute} has made. */
  public static byte[] removeRoute(int index, Route route, int metric) {
    byte[] body = route(route);
    body[6] = (byte) RT_SCOPE_NOWHERE;
    return request(RTM_DELROUTE, 0, body, way(index, route, metric));
  }

  private static byte[] route(Route route) {
    byte[] body = new byte[ROUTE_BYTES];
    body[0] = family(route.gateway());
    body[1] = (byte) route.destination().length();
    body[4] = (byte) RT_TABLE_MAIN;
    return body;
  }

  private static byte[] way(int index, Route route, int metric) {
    Prefix to = route.destination();
    byte[] none = new byte[0];
    return Bytes.join(
        to.length() == 0 ? none : NetlinkAttributes.of(RTA_DST, to.address()),
        route.isOnLink() ? none : NetlinkAttributes.of(RTA_GATEWAY, route.gateway()),
        NetlinkAttributes.hostNumber(RTA_OIF, index),
        NetlinkAttributes.hostNumber(RTA_PRIORITY, metric));
  }

  private static byte[] address(int index, Prefix address) {
    byte[] body = new byte[ADDRESS_BYTES];
    body[0] = family(address.address());
    body[1] = (byte) address.length();
    LittleEndian.put32(body, 4, index);
    return body;
  }

  private static byte family(byte[] address) {
    return address.length == IPV4_BYTES ? AF_INET : AF_INET6;
  }

  private static byte[] request(int type, int flags, byte[] body, byte[]... attributes) {
    return NetlinkMessage.request(type, NetlinkMessage.ACKNOWLEDGE | flags, body, attributes);
  }
}
