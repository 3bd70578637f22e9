package org.boot2docker.guest.init.resolver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.netlink.NetlinkMessage;
import org.boot2docker.guest.system.resolver.ResolverFiles;

/**
 * Writes the name servers that routers announce where those of DHCP are, for as long as they hold;
 * and notes where they say that a DHCPv6 server has addresses.
 *
 * <p>The C library asks the first three of /run/resolv.conf only; those of DHCP come first.
 */
public final class RouterAdvice {
  private static final String INTERFACES = "/sys/class/net";
  private static final int MOST_SERVERS = 3;

  /** About a week: what holds longer is announced again long before. */
  private static final long LONGEST_SECONDS = 600_000;

  private static final long LOOK_AGAIN = 60_000;

  /** Messages that are read before others have their turn. */
  private static final int AT_ONCE = 64;

  private final Kernel kernel;
  private final Loop loop;
  private final ResolverFiles files;
  private final byte[] buffer = new byte[8192];
  private final Map<String, Long> ends = new HashMap<>();

  /** Interfaces whose end a timer waits for. */
  private final Set<String> timed = new HashSet<>();

  private final Consumer<String> whenManaged;

  /**
   * Hears nothing yet.
   *
   * @param whenManaged gets the name of an interface whose router says that a DHCPv6 server has
   *     addresses
   */
  public RouterAdvice(Kernel kernel, Loop loop, Consumer<String> whenManaged) {
    this.whenManaged = whenManaged;
    this.kernel = kernel;
    this.loop = loop;
    this.files = new ResolverFiles(kernel);
  }

  /** Begins to listen. */
  public void begin() {
    int socket = kernel.routerSocket();
    if (socket >= 0) {
      loop.onReadable(socket, () -> read(socket));
    }
  }

  private void read(int socket) {
    int count = kernel.read(socket, buffer);
    for (int messages = 1; count > 0; messages++) {
      for (NetlinkMessage message : NetlinkMessage.parse(buffer, count)) {
        Advice.parse(message).ifPresent(this::take);
        Managed.parse(message).flatMap(m -> interfaceOf(m.interfaceIndex())).ifPresent(whenManaged);
      }
      // The loop comes back to what is left, after all else that waits.
      count = messages < AT_ONCE ? kernel.read(socket, buffer) : 0;
    }
  }

  private void take(Advice advice) {
    Optional<String> name = interfaceOf(advice.interfaceIndex());
    if (name.isEmpty()) {
      return;
    }
    List<String> servers = new ArrayList<>();
    for (byte[] address : advice.servers()) {
      if (servers.size() < MOST_SERVERS) {
        ServerAddress.text(address, name.get()).ifPresent(servers::add);
      }
    }
    long seconds = Math.min(advice.seconds(), LONGEST_SECONDS);
    if (seconds == 0 || servers.isEmpty()) {
      forget(name.get());
    } else {
      remember(name.get(), seconds, servers);
    }
  }

  private Optional<String> interfaceOf(int index) {
    String number = Integer.toString(index);
    return kernel.list(INTERFACES).stream()
        .filter(name -> Text.line(kernel, INTERFACES + "/" + name + "/ifindex").equals(number))
        .findFirst();
  }

  private void remember(String name, long seconds, List<String> servers) {
    ends.put(name, kernel.millis() + seconds * 1000);
    // No timer for each advertisement: anybody in the network may send many.
    if (timed.add(name)) {
      expire(name);
    }
    StringBuilder lines = new StringBuilder();
    servers.forEach(server -> lines.append("nameserver ").append(server).append('\n'));
    files.put(source(name), lines.toString());
  }

  /** A later advertisement may have prolonged or shortened it. */
  private void expire(String name) {
    long left = ends.getOrDefault(name, 0L) - kernel.millis();
    if (left > 0) {
      loop.after(Math.min(left, LOOK_AGAIN), () -> expire(name));
    } else {
      timed.remove(name);
      forget(name);
    }
  }

  private void forget(String name) {
    ends.remove(name);
    files.remove(source(name));
  }

  /** Sorted after the DHCP client's of the same interface, which bears its name alone. */
  private static String source(String name) {
    return name + ".router";
  }
}
