package org.boot2docker.guest.programs.network;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.bytes.IpAddress;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;
import org.boot2docker.guest.system.network.RouteMessage;
import org.boot2docker.guest.system.network.RouteSocket;
import org.boot2docker.guest.system.resolver.ResolverFiles;

/** A network interface that is given its settings, and from which they are taken again. */
public final class Card {
  private static final String DIRECTORY = GuestPaths.NETWORK + "/";
  private static final String CLASS = "/sys/class/net/";

  /** The milestone {@code network}. */
  private static final String UP = DIRECTORY + "up";

  private static final int FIRST_METRIC = 100;

  private final Files files;
  private final Net net;
  private final Surroundings surroundings;
  private final Log log;
  private final String name;

  /** By which what it was given is noted; several that give it something don't meet. */
  private final String source;

  private final int index;

  /** The interface of this name, which need not be there. */
  public Card(Files files, Net net, Surroundings surroundings, String name) {
    this(files, net, surroundings, name, name);
  }

  /** The interface of this name, with what it gets besides, noted under another name. */
  public static Card beside(
      Files files, Net net, Surroundings surroundings, String name, String suffix) {
    return new Card(files, net, surroundings, name, name + suffix);
  }

  private Card(Files files, Net net, Surroundings surroundings, String name, String source) {
    this.files = files;
    this.net = net;
    this.surroundings = surroundings;
    this.log = new Log(files);
    this.name = name;
    this.source = source;
    String number = name.isEmpty() ? "" : Text.line(files, CLASS + name + "/ifindex");
    this.index = number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  /** Whether the machine has it. */
  public boolean exists() {
    return index != 0;
  }

  /** Gives it all of this, and takes what it was given before and is no longer to have. */
  public void give(CardSetup setup) {
    CardNotes before = CardNotes.read(files, source);
    RouteSocket socket = new RouteSocket(files, surroundings.addressSocket());
    take(socket, before, setup);
    int formerMtu = giveMtu(before.formerMtu(), setup.mtu());
    for (Prefix address : setup.addresses()) {
      byte[] add = RouteMessage.addAddress(index, address, broadcast(setup, address));
      log.check(
          socket.request(add),
          "giving " + name + " its address " + IpAddress.text(address.address()));
    }
    if (!setup.routes().isEmpty()) {
      leaveToOthersWithoutCarrier();
    }
    setup.routes().forEach(route -> giveRoute(socket, setup, route));
    socket.close();
    new CardNotes(setup.addresses(), setup.routes(), formerMtu).write(files, source);
    new ResolverFiles(files).put(source, setup.resolverLines());
    Text.replace(files, timeServers(), setup.timeServerLines(), 0644);
    if (!setup.addresses().isEmpty()) {
      String first = IpAddress.text(setup.addresses().get(0).address());
      Text.replace(files, UP, first + "\n", 0644);
    }
  }

  /** Takes all that it was given; it stays up: nothing can be asked on one that is down. */
  public void forget() {
    log.check(Interfaces.up(net, name), "bringing " + name + " up");
    CardNotes before = CardNotes.read(files, source);
    RouteSocket socket = new RouteSocket(files, surroundings.addressSocket());
    before.routes().forEach(route -> socket.request(removal(route)));
    for (Prefix address : before.addresses()) {
      socket.request(RouteMessage.removeAddress(index, address));
    }
    socket.close();
    giveMtu(before.formerMtu(), 0);
    CardNotes.remove(files, source);
    new ResolverFiles(files).remove(source);
    files.unlink(timeServers());
  }

  /**
   * Takes what is not wanted any more. First, because Linux takes the other addresses of a network
   * together with its first one.
   */
  private void take(RouteSocket socket, CardNotes before, CardSetup setup) {
    List<String> routes = setup.routes().stream().map(Route::text).toList();
    for (Route route : before.routes()) {
      if (!routes.contains(route.text())) {
        socket.request(removal(route));
      }
    }
    List<String> addresses = setup.addresses().stream().map(Prefix::text).toList();
    for (Prefix address : before.addresses()) {
      if (!addresses.contains(address.text())) {
        socket.request(RouteMessage.removeAddress(index, address));
      }
    }
  }

  private byte[] removal(Route route) {
    return RouteMessage.removeRoute(index, route, FIRST_METRIC + index);
  }

  /**
   * Sets the length of the largest packet, or what the interface had before.
   *
   * @return what it had before the first change; 0 when it has that now
   */
  private int giveMtu(int former, int wanted) {
    int now = number(Text.line(files, CLASS + name + "/mtu"));
    int goal = wanted == 0 ? former : wanted;
    if (goal != 0 && goal != now) {
      log.check(Interfaces.mtu(net, name, goal), "setting the MTU of " + name + " to " + goal);
    }
    return wanted == 0 ? 0 : former == 0 ? now : former;
  }

  private static int number(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static byte[] broadcast(CardSetup setup, Prefix address) {
    boolean given = address == setup.addresses().get(0) && setup.broadcast().length > 0;
    return given ? setup.broadcast() : address.lastAddress();
  }

  /** While its cable is unplugged, the default route of another interface is used. */
  private void leaveToOthersWithoutCarrier() {
    String setting = "/proc/sys/net/ipv4/conf/" + name + "/ignore_routes_with_linkdown";
    log.check(Text.poke(files, setting, "1\n"), "setting " + setting);
  }

  private void giveRoute(RouteSocket socket, CardSetup setup, Route route) {
    boolean onLink = !setup.reaches(route.gateway());
    byte[] add = RouteMessage.addRoute(index, route, FIRST_METRIC + index, onLink);
    log.check(
        socket.request(add),
        "making "
            + IpAddress.text(route.gateway())
            + " the router to "
            + route.destination().text()
            + " on "
            + name);
  }

  private String timeServers() {
    return DIRECTORY + source + ".ntp";
  }
}
