package org.boot2docker.guest.init.resolver;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /** Of one interface: anybody in the network may announce some. */
  private static final int MOST_KNOWN = 16;

  /** About a week: what holds longer is announced again long before. */
  private static final long LONGEST_SECONDS = 600_000;

  private static final long LOOK_AGAIN = 60_000;

  /** Messages that are read before others have their turn. */
  private static final int AT_ONCE = 64;

  private final Kernel kernel;
  private final Loop loop;
  private final ResolverFiles files;
  private final byte[] buffer = new byte[8192];
  private final Map<String, Known> known = new HashMap<>();

  /** Interfaces whose end a timer waits for. */
  private final Set<String> timed = new HashSet<>();

  private final Consumer<String> whenManaged;

  /**
   * What was announced on an interface.
   *
   * @param index its number; a card that comes again under its name has another, and other routers
   * @param servers the first announced first, each with the time of its end
   */
  private record Known(int index, Map<String, Long> servers) {
    static final Known NOTHING = new Known(-1, Map.of());
  }

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

  /** The lifetime is that of the addresses in one option (RFC 8106, 5.1); others stay. */
  private void take(Advice advice) {
    Optional<String> name = interfaceOf(advice.interfaceIndex());
    if (name.isEmpty()) {
      return;
    }
    if (known(name.get()).index() != advice.interfaceIndex()) {
      known.put(name.get(), new Known(advice.interfaceIndex(), new LinkedHashMap<>()));
    }
    Map<String, Long> servers = known(name.get()).servers();
    long end = kernel.millis() + Math.min(advice.seconds(), LONGEST_SECONDS) * 1000;
    for (byte[] address : advice.servers()) {
      Optional<String> server = ServerAddress.text(address, name.get());
      if (server.isPresent() && advice.seconds() == 0) {
        servers.remove(server.get());
      } else if (server.isPresent()
          && (servers.size() < MOST_KNOWN || servers.containsKey(server.get()))) {
        servers.put(server.get(), end);
      }
    }
    show(name.get());
    // No timer for each advertisement: anybody in the network may send many.
    if (!servers.isEmpty() && timed.add(name.get())) {
      expire(name.get());
    }
  }

  private Optional<String> interfaceOf(int index) {
    String number = Integer.toString(index);
    return kernel.list(INTERFACES).stream()
        .filter(name -> Text.line(kernel, INTERFACES + "/" + name + "/ifindex").equals(number))
        .findFirst();
  }

  /** A later advertisement may have prolonged or shortened what it waits for. */
  private void expire(String name) {
    if (!interfaceOf(known(name).index()).equals(Optional.of(name))) {
      // It is gone, and with it what its files said.
      known.remove(name);
    }
    Map<String, Long> servers = known(name).servers();
    if (!servers.isEmpty() && servers.values().removeIf(end -> end <= kernel.millis())) {
      show(name);
    }
    if (servers.isEmpty()) {
      timed.remove(name);
      return;
    }
    long next = Collections.min(servers.values()) - kernel.millis();
    loop.after(Math.min(next, LOOK_AGAIN), () -> expire(name));
  }

  private Known known(String name) {
    return known.getOrDefault(name, Known.NOTHING);
  }

  private void show(String name) {
    StringBuilder lines = new StringBuilder();
    known(name).servers().keySet().stream()
        .limit(MOST_SERVERS)
        .forEach(server -> lines.append("nameserver ").append(server).append('\n'));
    if (lines.length() == 0) {
      files.remove(source(name));
    } else {
      files.put(source(name), lines.toString());
    }
  }

  /** Sorted after the DHCP client's of the same interface, which bears its name alone. */
  private static String source(String name) {
    return name + ".router";
  }
}
