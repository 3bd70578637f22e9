package org.boot2docker.guest.programs.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The user's settings of the network: on the kernel's command line, else by QEMU's fw_cfg, else in
 * a file on the data disk. The first of these that has any counts, and the others don't.
 */
public final class NetworkSettings {
  private static final String PARAMETER = "boot2docker.net";
  private static final String ONLY_DHCP = "dhcp";
  private static final int MOST_BYTES = 64 << 10;

  private final Files files;

  /** Looked up among these files. */
  public NetworkSettings(Files files) {
    this.files = files;
  }

  /** All of them, checked. */
  public NetworkPlan plan() {
    CommandLine line = new CommandLine(Text.line(files, "/proc/cmdline"));
    Optional<String> all = line.value(PARAMETER);
    if (all.isPresent()) {
      return all.get().equals(ONLY_DHCP)
          ? NetworkPlan.DHCP
          : mistaken(PARAMETER + "=" + all.get() + " is unknown: write " + PARAMETER + "=dhcp");
    }
    List<Setting> parameters = parameters(line.startingWith(PARAMETER + "."));
    if (!parameters.isEmpty()) {
      return new PlanReader().read(parameters);
    }
    return new FirmwareConfig(files)
        .text(FirmwareNames.NETWORK)
        .map(text -> lines("fw_cfg " + FirmwareNames.NETWORK, text))
        .orElseGet(this::file);
  }

  private static NetworkPlan mistaken(String mistake) {
    return new NetworkPlan(List.of(), List.of(mistake));
  }

  private static List<Setting> parameters(Map<String, String> values) {
    List<Setting> settings = new ArrayList<>();
    values.forEach(
        (name, value) ->
            settings.add(Setting.of("kernel parameter " + PARAMETER + "." + name, name, value)));
    return settings;
  }

  private NetworkPlan file() {
    String path = GuestPaths.NETWORK_SETTINGS;
    if (!files.exists(path)) {
      return NetworkPlan.DHCP;
    }
    Optional<byte[]> bytes = Text.start(files, path, MOST_BYTES + 1);
    if (bytes.isEmpty()) {
      return mistaken(path + " can't be read: put a text file there, or remove it");
    }
    if (bytes.get().length > MOST_BYTES) {
      return mistaken(path + " is larger than 64 KiB: put a shorter file there");
    }
    return lines(path, Text.read(files, path).orElse(""));
  }

  private static NetworkPlan lines(String origin, String text) {
    List<Setting> settings = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    // The mark that Windows' editors put before the first line.
    String rest = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (int number = 1; !rest.isEmpty(); number++) {
      int end = rest.indexOf('\n');
      String line = (end < 0 ? rest : rest.substring(0, end)).trim();
      rest = end < 0 ? "" : rest.substring(end + 1);
      int equals = line.indexOf('=');
      String place = origin + ":" + number;
      if (equals > 0) {
        String name = line.substring(0, equals).trim();
        settings.add(Setting.of(place, name, line.substring(equals + 1)));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        mistakes.add(place + ": the line is no setting: write key=value, or # before a remark");
      }
    }
    NetworkPlan plan = new PlanReader().read(settings);
    mistakes.addAll(plan.mistakes());
    return mistakes.isEmpty() ? plan : new NetworkPlan(List.of(), List.copyOf(mistakes));
  }
}
