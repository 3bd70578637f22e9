package org.boot2docker.guest.programs.lease;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.programs.network.Card;
import org.boot2docker.guest.programs.network.NetworkSettings;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Surroundings;

/**
 * The applet {@code dhcp}: applies what udhcpc got for one interface, which it gets in variables of
 * its environment.
 */
public final class LeaseCommand {
  private final Files files;
  private final Surroundings surroundings;
  private final Log log;
  private final String name;
  private final Card card;

  /** For the interface that udhcpc's variables name. */
  public LeaseCommand(Files files, Net net, Surroundings surroundings) {
    this.files = files;
    this.surroundings = surroundings;
    this.log = new Log(files);
    this.name = surroundings.variable("interface");
    this.card = new Card(files, net, surroundings, name);
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
    Optional<Lease> lease = Lease.of(surroundings);
    if (lease.isEmpty()) {
      log.error("DHCP: the server's answer on " + name + " has no address");
      return 1;
    }
    card.give(new NetworkSettings(files).plan().completed(name, lease.get().setup()));
    return 0;
  }
}
