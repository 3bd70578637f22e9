package org.boot2docker.guest.programs.lease;

import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.bytes.IpAddress;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.netlink.NetlinkMessage;
import org.boot2docker.guest.system.network.Addresses;
import org.boot2docker.guest.system.network.RouteMessage;
import org.boot2docker.guest.system.resolver.ResolverFiles;

/**
 * The applet {@code dhcp}: applies what udhcpc got for one interface, which it gets in variables of
 * its environment.
 *
 * <p>A program and not a shell script, which would start a dozen others: services wait for the
 * address. What a server says may come from anybody on the network, so it is checked here.
 */
public final class LeaseCommand {
  private static final String DIRECTORY = GuestPaths.NETWORK + "/";

  /** The milestone {@code network}. */
  private static final String UP = DIRECTORY + "up";

  private static final int FIRST_METRIC = 100;
  private static final int USUAL_PREFIX = 24;

  private final Files files;
  private final Net net;
  private final Surroundings surroundings;
  private final Log log;
  private final String name;
  private final int index;

  /** For the interface that udhcpc's variables name. */
  public LeaseCommand(Files files, Net net, Surroundings surroundings) {
    this.files = files;
    this.net = net;
    this.surroundings = surroundings;
    this.log = new Log(files);
    this.name = surroundings.variable("interface");
    String number = Text.line(files, "/sys/class/net/" + name + "/ifindex");
    this.index = number.isEmpty() ? 0 : Integer.parseInt(number);
  }

  /** Applies an event of udhcpc's, the last argument, and gives the exit code. */
  public int run(List<String> arguments) {
    String event = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
    if (index == 0) {
      log.error("DHCP: there is no interface " + (name.isEmpty() ? "in the environment" : name));
      return 1;
    }
    return switch (event) {
      case "deconfig" -> forget();
      case "bound", "renew" -> take();
      default -> 0;
    };
  }

  /** Without an address, but up: nothing can be asked on an interface that is down. */
  private int forget() {
    log.check(Interfaces.up(net, name), "bringing " + name + " up");
    int socket = surroundings.addressSocket();
    for (Addresses.Found found : Addresses.all(files, socket)) {
      if (found.index() == index && found.address().length == 4) {
        request(socket, RouteMessage.removeAddress(index, found.address(), found.prefix()));
      }
    }
    files.close(socket);
    new ResolverFiles(files).remove(name);
    files.unlink(timeServers());
    return 0;
  }

  private int take() {
    Optional<byte[]> address = IpAddress.ipv4(surroundings.variable("ip"));
    if (address.isEmpty()) {
      log.error("DHCP: the server's answer on " + name + " has no address");
      return 1;
    }
    int socket = surroundings.addressSocket();
    int prefix = prefix();
    byte[] broadcast =
        IpAddress.ipv4(surroundings.variable("broadcast"))
            .orElseGet(() -> lastAddress(address.get(), prefix));
    byte[] add = RouteMessage.addAddress(index, address.get(), prefix, broadcast);
    log.check(request(socket, add), "giving " + name + " its address");
    firstRouter().ifPresent(router -> route(socket, router));
    files.close(socket);
    new ResolverFiles(files).put(name, resolverLines());
    Text.replace(files, timeServers(), lines("", surroundings.variable("ntpsrv")), 0644);
    Text.replace(files, UP, IpAddress.text(address.get()) + "\n", 0644);
    return 0;
  }

  /** The length of the network's part, as udhcpc gives it. */
  private int prefix() {
    String mask = surroundings.variable("mask");
    boolean good = mask.length() == 1 || mask.length() == 2;
    for (int i = 0; i < mask.length(); i++) {
      good &= mask.charAt(i) >= '0' && mask.charAt(i) <= '9';
    }
    int bits = good ? Integer.parseInt(mask) : USUAL_PREFIX;
    return bits >= 1 && bits <= 32 ? bits : USUAL_PREFIX;
  }

  /** The address of a network that all its machines listen to: in the host's part all bits set. */
  private static byte[] lastAddress(byte[] address, int prefix) {
    byte[] last = address.clone();
    for (int bit = prefix; bit < 32; bit++) {
      last[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    return last;
  }

  private Optional<byte[]> firstRouter() {
    List<String> routers = Text.words(surroundings.variable("router"));
    return routers.isEmpty() ? Optional.empty() : IpAddress.ipv4(routers.get(0));
  }

  private void route(int socket, byte[] router) {
    int metric = FIRST_METRIC + index;
    int result = request(socket, RouteMessage.defaultRoute(index, router, metric));
    log.check(result, "making " + IpAddress.text(router) + " the router of " + name);
  }

  private String resolverLines() {
    String domain = surroundings.variable("domain");
    String search = isDomain(domain) ? "search " + domain + "\n" : "";
    return search + lines("nameserver ", surroundings.variable("dns"));
  }

  /** Letters, digits, hyphens and dots, in one name or several. */
  private static boolean isDomain(String text) {
    boolean good = !text.isEmpty();
    for (char c : text.toCharArray()) {
      good &=
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || ".- ".indexOf(c) >= 0;
    }
    return good;
  }

  /** A line for each address in a text. */
  private static String lines(String keyword, String addresses) {
    StringBuilder lines = new StringBuilder();
    for (String word : Text.words(addresses)) {
      IpAddress.ipv4(word).ifPresent(a -> lines.append(keyword).append(word).append('\n'));
    }
    return lines.toString();
  }

  private String timeServers() {
    return DIRECTORY + name + ".ntp";
  }

  /** What the kernel answers: 0, or a negated errno. */
  private int request(int socket, byte[] request) {
    int written = files.write(socket, request, 0, request.length);
    if (written < 0) {
      return written;
    }
    byte[] answer = new byte[256];
    int count = files.read(socket, answer);
    List<NetlinkMessage> messages = NetlinkMessage.parse(answer, count);
    return messages.isEmpty() ? Math.min(0, count) : messages.get(0).error();
  }
}
