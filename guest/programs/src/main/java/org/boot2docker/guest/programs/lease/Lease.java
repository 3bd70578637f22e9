package org.boot2docker.guest.programs.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.programs.network.CardSetup;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.bytes.IpAddress;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;

/**
 * What a DHCP server said, in udhcpc's variables.
 *
 * <p>It may come from anybody on the network, so it is checked here; what makes no sense is left
 * out.
 *
 * @param address of this machine
 */
record Lease(Surroundings surroundings, Prefix address) {
  private static final int USUAL_PREFIX = 24;

  /** Nothing when it names no address. */
  static Optional<Lease> of(Surroundings surroundings) {
    return IpAddress.ipv4(surroundings.variable("ip"))
        .map(own -> new Lease(surroundings, new Prefix(own, prefix(surroundings))));
  }

  /** The length of the network's part, as udhcpc gives it. */
  private static int prefix(Surroundings surroundings) {
    int bits = Ascii.number(surroundings.variable("mask"), 2);
    return bits >= 1 && bits <= 32 ? bits : USUAL_PREFIX;
  }

  CardSetup setup() {
    int mtu = Ascii.number(surroundings.variable("mtu"), 5);
    return new CardSetup(
        List.of(address),
        IpAddress.ipv4(surroundings.variable("broadcast")).orElse(new byte[0]),
        routes(),
        mtu >= CardSetup.SHORTEST_PACKET && mtu <= CardSetup.LONGEST_PACKET ? mtu : 0,
        addresses("dns"),
        search(),
        addresses("ntpsrv"));
  }

  /** Where the server gives routes, its router doesn't count (RFC 3442). */
  private List<Route> routes() {
    List<Route> routes = routes("staticroutes");
    if (routes.isEmpty()) {
      // Microsoft's number for the same option.
      routes = routes("msstaticroutes");
    }
    List<String> routers = Text.words(surroundings.variable("router"));
    return routes.isEmpty() && !routers.isEmpty()
        ? IpAddress.ipv4(routers.get(0)).map(Route::everywhere).stream().toList()
        : routes;
  }

  /** A destination, its router, and so on. */
  private List<Route> routes(String variable) {
    List<String> words = Text.words(surroundings.variable(variable));
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      Route.parse(words.get(i), words.get(i + 1))
          .filter(route -> route.gateway().length == 4)
          .ifPresent(routes::add);
    }
    return routes;
  }

  private List<String> search() {
    List<String> list = SearchList.of(surroundings.variable("search"));
    return list.isEmpty() ? SearchList.of(surroundings.variable("domain")) : list;
  }

  private List<String> addresses(String variable) {
    return Text.words(surroundings.variable(variable)).stream()
        .filter(word -> IpAddress.ipv4(word).isPresent())
        .toList();
  }
}
