package org.boot2docker.guest.system.network;

import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.netlink.NetlinkAttributes;
import org.boot2docker.guest.system.netlink.NetlinkMessage;

/** Requests that make network interfaces out of others, as rtnetlink(7) says. */
public final class LinkMessage {
  /** {@code struct ifinfomsg}: family, type, number at 4, flags, which of them change. */
  private static final int STRUCTURE_BYTES = 16;

  private static final int INDEX = 4;
  private static final int RTM_NEWLINK = 16;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_VLAN_ID = 1;
  private static final int IFLA_BOND_MODE = 1;
  private static final int IFLA_BOND_MIIMON = 3;

  private LinkMessage() {}

  /**
   * Makes an interface for one VLAN of another interface.
   *
   * @param parent the other interface's number
   */
  public static byte[] vlan(String name, int parent, int id) {
    byte[] number = {(byte) id, (byte) (id >> 8)};
    return make(
        name,
        NetlinkAttributes.hostNumber(IFLA_LINK, parent),
        "vlan",
        NetlinkAttributes.of(IFLA_VLAN_ID, number));
  }

  /**
   * Makes a bond without members.
   *
   * @param mode its number in linux/if_bonding.h
   * @param interval how often the members' carriers are looked at, in milliseconds
   */
  public static byte[] bond(String name, int mode, int interval) {
    return make(
        name,
        new byte[0],
        "bond",
        NetlinkAttributes.of(IFLA_BOND_MODE, new byte[] {(byte) mode}),
        NetlinkAttributes.hostNumber(IFLA_BOND_MIIMON, interval));
  }

  /** Makes a bridge without members. */
  public static byte[] bridge(String name) {
    return make(name, new byte[0], "bridge");
  }

  /**
   * Makes an interface a member of a bond or bridge.
   *
   * @param index the interface's number
   * @param master that of the bond or bridge
   */
  public static byte[] join(int index, int master) {
    byte[] body = new byte[STRUCTURE_BYTES];
    LittleEndian.put32(body, INDEX, index);
    byte[] attribute = NetlinkAttributes.hostNumber(IFLA_MASTER, master);
    return NetlinkMessage.request(RTM_NEWLINK, NetlinkMessage.ACKNOWLEDGE, body, attribute);
  }

  private static byte[] make(String name, byte[] more, String kind, byte[]... data) {
    byte[] info =
        NetlinkAttributes.nested(
            IFLA_LINKINFO,
            NetlinkAttributes.text(IFLA_INFO_KIND, kind),
            NetlinkAttributes.nested(IFLA_INFO_DATA, data));
    int flags = NetlinkMessage.ACKNOWLEDGE | NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
    return NetlinkMessage.request(
        RTM_NEWLINK,
        flags,
        new byte[STRUCTURE_BYTES],
        NetlinkAttributes.text(IFLA_IFNAME, name),
        more,
        info);
  }
}
