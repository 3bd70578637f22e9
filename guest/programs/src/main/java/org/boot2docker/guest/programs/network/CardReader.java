package org.boot2docker.guest.programs.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.NearNames;
import org.boot2docker.guest.programs.network.NetworkPlan.Planned;
import org.boot2docker.guest.programs.network.NetworkPlan.Source;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;

/** The settings of one interface, checked. */
final class CardReader {
  /** RFC 8200; Linux has no IPv6 on an interface with less. */
  private static final int SHORTEST_IPV6_PACKET = 1280;

  private static final int HIGHEST_VLAN = 4094;
  private static final int IPV6_BYTES = 16;
  private static final String DEFAULT_MODE = "active-backup";

  private final String name;
  private final Map<String, Setting> settings;
  private final List<String> mistakes;

  /**
   * A reader.
   *
   * @param settings at least one, by key
   * @param mistakes the list to which they are added
   */
  CardReader(String name, Map<String, Setting> settings, List<String> mistakes) {
    this.name = name;
    this.settings = settings;
    this.mistakes = mistakes;
  }

  Planned read() {
    List<Prefix> addresses = addresses();
    List<Route> routes = new ArrayList<>(gateways());
    routes.addAll(routes());
    CardSetup setup =
        new CardSetup(
            addresses,
            new byte[0],
            List.copyOf(routes),
            mtu(addresses),
            hosts("dns"),
            search(),
            hosts("ntp"));
    checkRouters(setup);
    String origin = settings.values().iterator().next().origin();
    return new Planned(name, source(), setup, device(), origin);
  }

  private Optional<Setting> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  private List<String> words(String key) {
    return setting(key).map(Setting::words).orElse(List.of());
  }

  /** Of a setting that is there. */
  private void wrong(String key, String wrong, String remedy) {
    setting(key).ifPresent(setting -> mistakes.add(setting.mistake(wrong, remedy)));
  }

  private Source source() {
    return switch (setting("address").map(Setting::value).orElse("dhcp")) {
      case "dhcp" -> Source.DHCP;
      case "none" -> Source.NOWHERE;
      default -> Source.SETTINGS;
    };
  }

  private List<Prefix> addresses() {
    List<Prefix> addresses = new ArrayList<>();
    if (source() != Source.SETTINGS) {
      return addresses;
    }
    for (String word : words("address")) {
      Optional<Prefix> address = Prefix.parse(word).filter(found -> found.length() > 0);
      address.ifPresent(addresses::add);
      if (address.isEmpty()) {
        String remedy = Prefix.address(word).map(bytes -> word + length(bytes)).orElse(example());
        wrong("address", "'" + word + "' is no address with a prefix length", "write " + remedy);
      }
    }
    if (words("address").isEmpty()) {
      wrong("address", "the address is empty", "write " + example());
    }
    return List.copyOf(addresses);
  }

  private static String length(byte[] address) {
    return address.length == IPV6_BYTES ? "/64" : "/24";
  }

  private static String example() {
    return "192.168.1.10/24, dhcp or none";
  }

  private List<Route> gateways() {
    List<Route> gateways = new ArrayList<>();
    for (String word : words("gateway")) {
      Optional<byte[]> router = Prefix.address(word);
      if (router.isEmpty()) {
        wrong("gateway", "'" + word + "' is no address", "write one such as 192.168.1.1");
      } else if (gateways.stream().anyMatch(r -> r.gateway().length == router.get().length)) {
        wrong("gateway", "there are two routers of one protocol", "keep one");
      } else {
        gateways.add(Route.everywhere(router.get()));
      }
    }
    if (setting("gateway").isPresent() && source() != Source.SETTINGS) {
      wrong("gateway", name + " has no address of its own", "add " + name + ".address");
    }
    return gateways;
  }

  private List<Route> routes() {
    List<String> words = words("routes");
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      String router = i + 1 < words.size() ? words.get(i + 1) : "";
      Optional<Route> route = Route.parse(words.get(i), router);
      route.ifPresent(routes::add);
      if (route.isEmpty()) {
        String given = (words.get(i) + " " + router).trim();
        wrong("routes", "'" + given + "' is no route", "write 10.99.0.0/16 192.168.1.254");
      }
    }
    return routes;
  }

  /** A router that no address reaches is a slip of the pen, but for a lone address of /32. */
  private void checkRouters(CardSetup setup) {
    boolean lone =
        setup.addresses().stream().anyMatch(own -> own.length() == 8 * own.address().length);
    if (source() != Source.SETTINGS || lone) {
      return;
    }
    for (Route route : setup.routes()) {
      if (!route.isOnLink() && !setup.reaches(route.gateway())) {
        String key = route.destination().length() == 0 ? "gateway" : "routes";
        String router = route.text().substring(route.text().indexOf(' ') + 1);
        String there = setting(key).isPresent() ? key : "routes";
        wrong(there, router + " is in no network of " + name, "correct it or the address");
      }
    }
  }

  private int mtu(List<Prefix> addresses) {
    if (setting("mtu").isEmpty()) {
      return 0;
    }
    String text = setting("mtu").get().value();
    boolean ipv6 = addresses.stream().anyMatch(own -> own.address().length == IPV6_BYTES);
    int least = ipv6 ? SHORTEST_IPV6_PACKET : CardSetup.SHORTEST_PACKET;
    int bytes = Ascii.number(text, 5);
    if (bytes < least || bytes > CardSetup.LONGEST_PACKET) {
      wrong(
          "mtu",
          "'" + text + "' is no MTU",
          "write a number of " + least + " to " + CardSetup.LONGEST_PACKET);
    }
    return bytes;
  }

  private List<String> hosts(String key) {
    for (String word : words(key)) {
      if (Prefix.address(word).isEmpty()) {
        wrong(key, "'" + word + "' is no address", "write one such as 192.168.1.1");
      }
    }
    return words(key);
  }

  private List<String> search() {
    for (String word : words("search")) {
      if (!Ascii.isMadeOf(word, ".-")) {
        wrong("search", "'" + word + "' is no domain", "write one such as example.org");
      }
    }
    return words("search");
  }

  private Optional<Device> device() {
    List<String> kinds =
        List.of("vlan", "bond", "bridge").stream().filter(settings::containsKey).toList();
    if (kinds.size() > 1) {
      wrong(kinds.get(1), name + " is also a " + kinds.get(0), "keep one of them");
    }
    if (settings.containsKey("mode") && !settings.containsKey("bond")) {
      wrong("mode", name + " is no bond", "add " + name + ".bond=eth0 eth1");
    }
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    return switch (kinds.get(0)) {
      case "vlan" -> vlan();
      case "bond" -> parts("bond").map(parts -> new Device.Bond(parts, mode()));
      default -> parts("bridge").map(Device.Bridge::new);
    };
  }

  private Optional<Device> vlan() {
    List<String> words = words("vlan");
    int id = words.size() == 2 ? Ascii.number(words.get(1), 5) : -1;
    if (id < 1 || id > HIGHEST_VLAN || !PlanReader.isName(words.get(0))) {
      wrong("vlan", "it is no VLAN", "write an interface and a number of 1 to 4094, as in eth0 5");
      return Optional.empty();
    }
    return Optional.of(new Device.Vlan(words.get(0), id));
  }

  private Optional<List<String>> parts(String kind) {
    List<String> parts = words(kind);
    if (parts.isEmpty() || !parts.stream().allMatch(PlanReader::isName)) {
      wrong(kind, "it names no interfaces", "write them, as in eth0 eth1");
      return Optional.empty();
    }
    return Optional.of(parts);
  }

  private int mode() {
    String text = setting("mode").map(Setting::value).orElse(DEFAULT_MODE);
    int mode = Device.Bond.MODES.indexOf(text);
    if (mode < 0) {
      String near =
          NearNames.of(text, Device.Bond.MODES.stream()).stream()
              .findFirst()
              .map(found -> "did you mean " + found + "?")
              .orElse("use one of " + String.join(" ", Device.Bond.MODES));
      wrong("mode", "'" + text + "' is no mode of a bond", near);
    }
    return mode;
  }
}
