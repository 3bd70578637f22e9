package org.boot2docker.guest.programs.network;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.programs.network.NetworkPlan.Planned;
import org.boot2docker.guest.system.kernel.Files;

/**
 * The applet {@code network6}: becomes the DHCPv6 client of one interface (RFC 8415), unless the
 * user's settings give it its addresses.
 */
public final class Network6Command {
  /** The program that the applet becomes. */
  public static final String CLIENT = "/usr/bin/udhcpc6";

  private final Files files;
  private final String name;

  /** For an interface. */
  public Network6Command(Files files, String name) {
    this.files = files;
    this.name = name;
  }

  /** The words of the client; none when there is nothing to be asked for. */
  public List<String> run() {
    NetworkPlan plan = new NetworkSettings(files).plan();
    Optional<NetworkPlan.Source> source = plan.card(name).map(Planned::source);
    boolean asks = source.isEmpty() || source.get() == NetworkPlan.Source.DHCP;
    return asks && !plan.isMember(name) ? client() : List.of();
  }

  private List<String> client() {
    return List.of(
        "udhcpc6",
        "-f",
        "-S",
        "-i",
        name,
        "-p",
        "/var/run/udhcpc6." + name + ".pid",
        "-s",
        "/usr/share/udhcpc/default6.script",
        "-t",
        "5",
        "-T",
        "1",
        "-A",
        "10",
        "-O",
        "dns",
        "-O",
        "search");
  }
}
