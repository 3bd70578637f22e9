package org.boot2docker.guest.programs.lease;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.programs.network.CardSetup;
import org.boot2docker.guest.system.bytes.IpAddress;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.network.Prefix;

/**
 * What a DHCPv6 server said, in udhcpc6's variables. Routes and the prefix of the link are the
 * routers' to tell.
 */
record Lease6(Surroundings surroundings, byte[] address) {
  /** A lease is for one address, and says nothing of its neighbours (RFC 5942). */
  private static final int PREFIX = 128;

  /** Nothing when it names no address. */
  static Optional<Lease6> of(Surroundings surroundings) {
    return IpAddress.ipv6(surroundings.variable("ipv6")).map(a -> new Lease6(surroundings, a));
  }

  CardSetup setup() {
    return new CardSetup(
        List.of(new Prefix(address, PREFIX)),
        new byte[0],
        List.of(),
        0,
        Text.words(surroundings.variable("dns")).stream()
            .flatMap(word -> IpAddress.ipv6(word).map(IpAddress::text).stream())
            .toList(),
        SearchList.of(surroundings.variable("search")),
        List.of());
  }
}
