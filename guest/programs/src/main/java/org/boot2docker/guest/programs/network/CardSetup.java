package org.boot2docker.guest.programs.network;

import java.util.List;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;

/**
 * All that an interface is to have.
 *
 * @param broadcast the address that all machines of the first address's network listen to
 * @param mtu the length of the largest packet in bytes; 0 leaves it as it is
 * @param nameServers their addresses
 * @param search the domains in which short names are looked for
 * @param timeServers their addresses
 */
public record CardSetup(
    List<Prefix> addresses,
    byte[] broadcast,
    List<Route> routes,
    int mtu,
    List<String> nameServers,
    List<String> search,
    List<String> timeServers) {
  /**
   * The smallest MTU in bytes. RFC 2132 allows 68, but RFC 791 has every machine take packets of
   * 576 bytes.
   */
  public static final int SHORTEST_PACKET = 576;

  /** The largest MTU in bytes: the length in an IPv4 header (RFC 791). */
  public static final int LONGEST_PACKET = 65_535;

  /** With what another one says of packets, routes, domains and servers in the place of this. */
  CardSetup overriddenBy(CardSetup other) {
    return new CardSetup(
        addresses,
        broadcast,
        chosen(other.routes, routes),
        other.mtu > 0 ? other.mtu : mtu,
        chosen(other.nameServers, nameServers),
        chosen(other.search, search),
        chosen(other.timeServers, timeServers));
  }

  /** Without what concerns the interface as a whole: its addresses, domains and name servers. */
  public CardSetup onlyNames() {
    return new CardSetup(addresses, broadcast, List.of(), 0, nameServers, search, List.of());
  }

  private static <T> List<T> chosen(List<T> first, List<T> otherwise) {
    return first.isEmpty() ? otherwise : first;
  }

  /** The lines of resolv.conf(5). */
  String resolverLines() {
    StringBuilder lines = new StringBuilder();
    if (!search.isEmpty()) {
      lines.append("search ").append(String.join(" ", search)).append('\n');
    }
    nameServers.forEach(server -> lines.append("nameserver ").append(server).append('\n'));
    return lines.toString();
  }

  String timeServerLines() {
    StringBuilder lines = new StringBuilder();
    timeServers.forEach(server -> lines.append(server).append('\n'));
    return lines.toString();
  }

  /** Whether a router is of the network of one of the addresses, or on every link. */
  boolean reaches(byte[] router) {
    boolean linkLocal =
        router.length == 16 && router[0] == (byte) 0xfe && (router[1] & 0xc0) == 0x80;
    return linkLocal || addresses.stream().anyMatch(address -> address.contains(router));
  }
}
