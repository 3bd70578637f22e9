package org.boot2docker.guest.programs.network;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.programs.network.NetworkPlan.Planned;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The applet {@code network}: gives one interface what the user's settings say, or becomes its DHCP
 * client, with the machine's own name.
 */
public final class NetworkCommand {
  /** The program that the applet becomes. */
  public static final String CLIENT = "/usr/sbin/udhcpc";

  /** Options that servers give only when they are asked; udhcpc asks for the usual ones. */
  private static final List<String> WANTED =
      List.of("ntpsrv", "search", "mtu", "staticroutes", "msstaticroutes");

  /** How long drivers of cards that the settings name may take, and that of fw_cfg. */
  private static final long CARD_PATIENCE = 10_000;

  private static final long FIRMWARE_PATIENCE = 3_000;
  private static final long CHILD_PATIENCE = 1_000;
  private static final long LOOK_AGAIN = 50;

  private final Kernel kernel;
  private final Surroundings surroundings;
  private final Log log;
  private final Interfaces interfaces;
  private final String name;

  /** For an interface. */
  public NetworkCommand(Kernel kernel, Surroundings surroundings, String name) {
    this.kernel = kernel;
    this.surroundings = surroundings;
    this.log = new Log(kernel);
    this.interfaces = new Interfaces(kernel);
    this.name = name;
  }

  /** Applies the settings; gives the words of the client if there is an address to be asked for. */
  public List<String> run() {
    long end = kernel.millis() + FIRMWARE_PATIENCE;
    while (new FirmwareConfig(kernel).isStillToCome() && kernel.millis() < end) {
      kernel.poll(new int[0], LOOK_AGAIN);
    }
    NetworkPlan plan = new NetworkSettings(kernel).plan();
    if (isFirst()) {
      plan.mistakes().forEach(m -> log.error(m + "; until then DHCP is used"));
      lookForCards(plan);
    }
    boolean member = plan.isMember(name);
    Card card = new Card(kernel, kernel, surroundings, name);
    if (member) {
      card.forget();
    }
    DeviceMaker maker = new DeviceMaker(kernel, surroundings, name);
    if (!member) {
      maker.leaveOthers();
    }
    plan.madeOf(name).forEach(maker::make);
    return member ? List.of() : address(plan, card);
  }

  private List<String> address(NetworkPlan plan, Card card) {
    NetworkPlan.Source source =
        plan.card(name).map(Planned::source).orElse(NetworkPlan.Source.DHCP);
    return switch (source) {
      case DHCP -> client();
      case NOWHERE -> {
        card.forget();
        yield List.of();
      }
      case SETTINGS -> {
        log.check(Interfaces.up(kernel, name), "bringing " + name + " up");
        plan.card(name).map(Planned::setup).ifPresent(card::give);
        log.info(name + " has its address from the network settings");
        yield List.of();
      }
    };
  }

  /** One of the processes for all cards says what concerns them all. */
  private boolean isFirst() {
    List<String> wired = interfaces.wired();
    return !wired.isEmpty() && wired.get(0).equals(name);
  }

  /** Says in a process of its own, when their drivers have had time, which cards aren't there. */
  private void lookForCards(NetworkPlan plan) {
    if (plan.cards().isEmpty()) {
      return;
    }
    // Twice, so that init takes its end, and not the client that this process becomes.
    kernel.fork(() -> kernel.fork(() -> sayMissing(plan)));
    // The first child ends at once.
    long end = kernel.millis() + CHILD_PATIENCE;
    while (kernel.reap().isEmpty() && kernel.millis() < end) {
      kernel.poll(new int[0], 1);
    }
  }

  /** What the process of its own does. */
  void sayMissing(NetworkPlan plan) {
    long end = kernel.millis() + CARD_PATIENCE;
    while (kernel.millis() < end) {
      kernel.poll(new int[0], end - kernel.millis());
    }
    for (Planned card : plan.cards()) {
      if (!kernel.exists("/sys/class/net/" + card.name())) {
        String there = String.join(" ", interfaces.wired());
        String remedy = "correct the name if it is none of " + there;
        log.error(card.origin() + ": there is no interface " + card.name() + " yet: " + remedy);
      }
    }
  }

  /** The client's words. */
  private List<String> client() {
    List<String> words = new ArrayList<>(List.of("udhcpc", "-f", "-S", "-i", name));
    words.addAll(List.of("-p", "/var/run/udhcpc." + name + ".pid"));
    words.addAll(List.of("-s", "/usr/share/udhcpc/default.script"));
    words.addAll(List.of("-t", "5", "-T", "1", "-A", "5"));
    WANTED.forEach(option -> words.addAll(List.of("-O", option)));
    words.addAll(List.of("-x", "hostname:" + Text.line(kernel, "/proc/sys/kernel/hostname")));
    return List.copyOf(words);
  }
}
