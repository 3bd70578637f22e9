package org.boot2docker.guest.system.network;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.bytes.IpAddress;
import org.boot2docker.guest.system.kernel.Text;

/**
 * A way to a network.
 *
 * @param gateway the router's address; of zeros where the network is on the link itself
 */
public record Route(Prefix destination, byte[] gateway) {
  /** A way to everywhere. */
  public static Route everywhere(byte[] gateway) {
    return new Route(new Prefix(new byte[gateway.length], 0), gateway);
  }

  /** A destination and a router with a blank between them; nothing when it is none. */
  public static Optional<Route> parse(String text) {
    List<String> words = Text.words(text);
    return words.size() == 2 ? parse(words.get(0), words.get(1)) : Optional.empty();
  }

  /** As {@code 10.99.0.0/16} and {@code 10.0.2.2}; nothing when one of them is wrong. */
  public static Optional<Route> parse(String destination, String gateway) {
    Optional<byte[]> router = Prefix.address(gateway);
    return Prefix.parse(destination)
        .filter(to -> router.isPresent() && router.get().length == to.address().length)
        .map(to -> new Route(to.network(), router.get()));
  }

  /** Whether the network is on the link itself. */
  public boolean isOnLink() {
    for (byte part : gateway) {
      if (part != 0) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return destination.text() + " " + IpAddress.text(gateway);
  }
}
