package org.boot2docker.guest.programs.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.network.Addresses;
import org.boot2docker.guest.system.profile.Profile;

/** What this machine may be called by: host name, and the addresses that others can reach. */
final class MachineNames {
  private static final String CLASS = "/sys/class/net";
  private static final String WANTED = "CERT_INTERFACES";
  private static final String LOWER = "lower_";
  private static final int DEPTH = 4;
  private static final int LONGEST_NAME = 253;

  /** More make a certificate that clients refuse for its size. */
  private static final int MOST_ADDRESSES = 200;

  private static final List<AltName> ALWAYS =
      List.of(
          AltName.dns("localhost"),
          AltName.address(new byte[] {127, 0, 0, 1}),
          AltName.address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

  private final Files files;
  private final Surroundings surroundings;

  MachineNames(Files files, Surroundings surroundings) {
    this.files = files;
    this.surroundings = surroundings;
  }

  /** All names that a certificate must have now, those that never change first. */
  Set<AltName> all() {
    Set<AltName> names = new LinkedHashSet<>(ALWAYS);
    String host = Text.line(files, "/proc/sys/kernel/hostname");
    if (isHostName(host)) {
      names.add(AltName.dns(host));
    }
    names.addAll(addresses());
    return names;
  }

  /** The addresses of the interfaces that connect the machine to a network. */
  private List<AltName> addresses() {
    List<String> named = wanted();
    Set<Integer> indexes = new LinkedHashSet<>();
    for (String name : files.list(CLASS)) {
      if (named.contains(name) || isReal(name, DEPTH)) {
        String index = Text.line(files, CLASS + "/" + name + "/ifindex");
        indexes.add(index.isEmpty() ? -1 : Integer.parseInt(index));
      }
    }
    List<AltName> result = new ArrayList<>();
    int socket = surroundings.addressSocket();
    for (Addresses.Found found : Addresses.all(files, socket)) {
      boolean wanted = found.isLasting() && indexes.contains(found.index());
      if (wanted && result.size() < MOST_ADDRESSES) {
        result.add(AltName.address(found.address()));
      }
    }
    files.close(socket);
    return result;
  }

  /**
   * Whether there is a device behind an interface, or behind one that it is made of, as bonds,
   * VLANs and bridges with a card are. Docker's own bridges have none.
   */
  private boolean isReal(String name, int depth) {
    String directory = CLASS + "/" + name;
    if (files.exists(directory + "/device")) {
      return true;
    }
    for (String entry : depth == 0 ? List.<String>of() : files.list(directory)) {
      if (entry.startsWith(LOWER) && isReal(entry.substring(LOWER.length()), depth - 1)) {
        return true;
      }
    }
    return false;
  }

  /** The interfaces that the profile names. */
  private List<String> wanted() {
    return new Profile(files).value(WANTED).map(Text::words).orElse(List.of());
  }

  private static boolean isHostName(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME && Ascii.isMadeOf(name, "-._");
  }
}
