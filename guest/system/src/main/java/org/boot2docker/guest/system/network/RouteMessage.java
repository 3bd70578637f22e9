package org.boot2docker.guest.system.network;

import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.bytes.LittleEndian;

/**
 * Requests that give an interface IPv4 addresses and routes, or take them, as rtnetlink(7) says.
 */
public final class RouteMessage {
  private static final int HEADER_BYTES = 16;
  private static final int ATTRIBUTE_BYTES = 4;

  /** {@code struct ifaddrmsg}. */
  private static final int ADDRESS_BYTES = 8;

  /** {@code struct rtmsg}. */
  private static final int ROUTE_BYTES = 12;

  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int RTM_NEWROUTE = 24;
  private static final int NLM_F_REQUEST = 1;
  private static final int NLM_F_ACK = 4;
  private static final int NLM_F_REPLACE = 0x100;
  private static final int NLM_F_CREATE = 0x400;
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
        NLM_F_CREATE | NLM_F_REPLACE,
        address(index, prefix),
        attribute(IFA_LOCAL, address),
        attribute(IFA_ADDRESS, address),
        attribute(IFA_BROADCAST, broadcast));
  }

  /** Takes an address from an interface, and with it the routes that need it. */
  public static byte[] removeAddress(int index, byte[] address, int prefix) {
    return request(RTM_DELADDR, 0, address(index, prefix), attribute(IFA_LOCAL, address));
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
        NLM_F_CREATE | NLM_F_REPLACE,
        body,
        attribute(RTA_GATEWAY, gateway),
        attribute(RTA_OIF, number(index)),
        attribute(RTA_PRIORITY, number(metric)));
  }

  private static byte[] address(int index, int prefix) {
    byte[] body = new byte[ADDRESS_BYTES];
    body[0] = AF_INET;
    body[1] = (byte) prefix;
    LittleEndian.put32(body, 4, index);
    return body;
  }

  private static byte[] number(int value) {
    byte[] bytes = new byte[4];
    LittleEndian.put32(bytes, 0, value);
    return bytes;
  }

  /** All values here have four bytes, so nothing has to be padded. */
  private static byte[] attribute(int type, byte[] value) {
    byte[] head = new byte[ATTRIBUTE_BYTES];
    LittleEndian.put(head, 0, 2, ATTRIBUTE_BYTES + value.length);
    LittleEndian.put(head, 2, 2, type);
    return Bytes.join(head, value);
  }

  private static byte[] request(int type, int flags, byte[] body, byte[]... attributes) {
    byte[] all = Bytes.join(new byte[HEADER_BYTES], body, Bytes.join(attributes));
    LittleEndian.put32(all, 0, all.length);
    LittleEndian.put(all, 4, 2, type);
    LittleEndian.put(all, 6, 2, NLM_F_REQUEST | NLM_F_ACK | flags);
    return all;
  }
}
