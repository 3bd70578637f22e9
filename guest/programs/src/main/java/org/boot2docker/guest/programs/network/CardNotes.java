package org.boot2docker.guest.programs.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;

/**
 * What an interface was given, noted so that exactly this is taken again: what the user gave it by
 * hand stays.
 *
 * @param formerMtu what the interface had before, 0 when it was not changed
 */
record CardNotes(List<Prefix> addresses, List<Route> routes, int formerMtu) {
  private static final String ADDRESS = "address ";
  private static final String ROUTE = "route ";
  private static final String MTU = "mtu ";

  private static String path(String name) {
    return GuestPaths.NETWORK + "/" + name + ".given";
  }

  static CardNotes read(Files files, String name) {
    List<Prefix> addresses = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    int mtu = 0;
    for (String line : Text.lines(Text.read(files, path(name)).orElse(""))) {
      after(line, ADDRESS).flatMap(Prefix::parse).ifPresent(addresses::add);
      after(line, ROUTE).flatMap(Route::parse).ifPresent(routes::add);
      mtu = after(line, MTU).map(Integer::parseInt).orElse(mtu);
    }
    return new CardNotes(List.copyOf(addresses), List.copyOf(routes), mtu);
  }

  private static Optional<String> after(String line, String key) {
    return line.startsWith(key) ? Optional.of(line.substring(key.length())) : Optional.empty();
  }

  void write(Files files, String name) {
    StringBuilder text = new StringBuilder();
    addresses.forEach(address -> text.append(ADDRESS).append(address.text()).append('\n'));
    routes.forEach(route -> text.append(ROUTE).append(route.text()).append('\n'));
    text.append(MTU).append(formerMtu).append('\n');
    Text.replace(files, path(name), text.toString(), 0644);
  }

  static void remove(Files files, String name) {
    files.unlink(path(name));
  }
}
