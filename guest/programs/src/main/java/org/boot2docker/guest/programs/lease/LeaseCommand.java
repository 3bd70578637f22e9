package org.boot2docker.guest.programs.lease;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.programs.network.Card;
import org.boot2docker.guest.programs.network.CardSetup;
import org.boot2docker.guest.programs.network.NetworkSettings;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Surroundings;

/**
 * The applets {@code dhcp} and {@code dhcp6}: apply what udhcpc or udhcpc6 got for one interface,
 * which they get in variables of their environment.
 */
public final class LeaseCommand {
  private final Files files;
  private final Surroundings surroundings;
  private final Log log;
  private final String name;
  private final Card card;
  private final boolean ipv6;

  private LeaseCommand(Files files, Net net, Surroundings surroundings, boolean ipv6) {
    this.files = files;
    this.surroundings = surroundings;
    this.log = new Log(files);
    this.name = surroundings.variable("interface");
    this.ipv6 = ipv6;
    this.card =
        ipv6
            ? Card.beside(files, net, surroundings, name, ".dhcp6")
            : new Card(files, net, surroundings, name);
  }

  /** For the interface that udhcpc's variables name. */
  public static LeaseCommand ipv4(Files files, Net net, Surroundings surroundings) {
    return new LeaseCommand(files, net, surroundings, false);
  }

  /** For the interface that udhcpc6's variables name. */
  public static LeaseCommand ipv6(Files files, Net net, Surroundings surroundings) {
    return new LeaseCommand(files, net, surroundings, true);
  }

  /** Applies an event of udhcpc's, the last argument, and gives the exit code. */
  public int run(List<String> arguments) {
    String event = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
    if (!card.exists()) {
      log.error("DHCP: there is no interface " + (name.isEmpty() ? "in the environment" : name));
      return 1;
    }
    return switch (event) {
      case "deconfig" -> forget();
      case "bound", "renew" -> take();
      default -> 0;
    };
  }

  private int forget() {
    card.forget();
    return 0;
  }

  private int take() {
    Optional<CardSetup> setup =
        ipv6
            ? Lease6.of(surroundings).map(Lease6::setup)
            : Lease.of(surroundings).map(Lease::setup);
    if (setup.isEmpty()) {
      log.error("DHCP: the server's answer on " + name + " has no address");
      return 1;
    }
    CardSetup completed = new NetworkSettings(files).plan().completed(name, setup.get());
    // Routes and lengths of packets in the settings are applied once, with the IPv4 address.
    card.give(ipv6 ? completed.onlyNames() : completed);
    return 0;
  }
}
