package org.boot2docker.guest.programs.agent;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.bytes.IpAddress;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.InterfaceAddresses;
import org.boot2docker.guest.system.kernel.Text;

/** What the host may ask about this system. */
final class SystemFacts {
  private static final String CARDS = "/sys/class/net";
  private static final String KERNEL = "/proc/sys/kernel/";

  private final Files files;
  private final InterfaceAddresses addresses;

  SystemFacts(Files files, InterfaceAddresses addresses) {
    this.files = files;
    this.addresses = addresses;
  }

  Json hostName() {
    return new Json.Obj().with("host-name", Text.line(files, KERNEL + "hostname"));
  }

  Json system() {
    Json.Obj facts =
        new Json.Obj()
            .with("kernel-release", Text.line(files, KERNEL + "osrelease"))
            .with("kernel-version", Text.line(files, KERNEL + "version"))
            .with("machine", Text.line(files, KERNEL + "arch"));
    for (String line : Text.lines(Text.read(files, "/etc/os-release").orElse(""))) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        String key = line.substring(0, equals);
        String value = line.substring(equals + 1).replace("\"", "");
        switch (key) {
          case "ID" -> facts.with("id", value);
          case "NAME" -> facts.with("name", value);
          case "PRETTY_NAME" -> facts.with("pretty-name", value);
          case "VERSION" -> facts.with("version", value);
          case "VERSION_ID" -> facts.with("version-id", value);
          default -> {
            // The protocol has no name for the others.
          }
        }
      }
    }
    return facts;
  }

  Json interfaces() {
    Json.Arr list = new Json.Arr();
    List<InterfaceAddresses.Entry> entries = addresses.all();
    for (String card : files.list(CARDS)) {
      Json.Obj facts = new Json.Obj().with("name", card);
      String hardware = Text.line(files, CARDS + "/" + card + "/address");
      if (!hardware.isEmpty()) {
        facts.with("hardware-address", hardware);
      }
      List<Json> own = new ArrayList<>();
      entries.stream().filter(e -> e.device().equals(card)).forEach(e -> own.add(address(e)));
      if (!own.isEmpty()) {
        facts.with("ip-addresses", new Json.Arr(own));
      }
      list.items().add(facts.with("statistics", statistics(card)));
    }
    return list;
  }

  private static Json address(InterfaceAddresses.Entry entry) {
    boolean four = entry.address().length == 4;
    return new Json.Obj()
        .with("ip-address", IpAddress.text(entry.address()))
        .with("ip-address-type", four ? "ipv4" : "ipv6")
        .with("prefix", entry.prefix());
  }

  private Json statistics(String card) {
    Json.Obj numbers = new Json.Obj();
    for (String way : List.of("rx", "tx")) {
      for (String what : List.of("bytes", "packets", "errors", "dropped")) {
        String file = CARDS + "/" + card + "/statistics/" + way + "_" + what;
        String name = way + "-" + what.replace("errors", "errs");
        numbers.with(name, whole(Text.line(files, file)));
      }
    }
    return numbers;
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
