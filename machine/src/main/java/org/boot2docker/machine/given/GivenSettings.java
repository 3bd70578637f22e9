package org.boot2docker.machine.given;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.Wire;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The settings that are the guest's own business, as texts for QEMU's fw_cfg.
 *
 * @param settings all that were chosen
 * @param environment this program's, which has the proxies of this host
 */
public record GivenSettings(Settings settings, Map<String, String> environment) {
  /** Of the profile; more is none that anybody has written. */
  private static final int MOST_PROFILE_BYTES = 64 << 10;

  private static final String OWN_NETWORK = "eth1.address=";
  private static final int MOST_CERTIFICATE_BYTES = 4 << 20;

  /** Of a name that a host can have, too (RFC 1123). */
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

  private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  /**
   * The texts of a machine, by name. Its guest is called as it is, but for the default one, which
   * keeps the image's name, and for names that no host can have.
   *
   * @throws org.boot2docker.machine.model.MachineException when a file can't be read, or this host
   *     has no proxy or no authorities
   */
  public Map<String, String> texts(String machine) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    put(texts, FirmwareNames.PROFILE, profile());
    put(texts, FirmwareNames.CERTIFICATES, certificates());
    put(texts, FirmwareNames.HOSTS, hosts(machine));
    put(texts, FirmwareNames.NETWORK, network());
    if (!machine.equals(MachineDirectory.DEFAULT_NAME) && HOST_NAME.matcher(machine).matches()) {
      texts.put(FirmwareNames.HOST_NAME, machine);
    }
    return texts;
  }

  private static void put(Map<String, String> texts, String name, String text) {
    if (!text.isEmpty()) {
      texts.put(name, text);
    }
  }

  private String profile() throws IOException {
    StringBuilder profile = new StringBuilder();
    if (settings.has(Setting.GUEST_PROFILE)) {
      Path file = Path.of(settings.one(Setting.GUEST_PROFILE).orElseThrow());
      profile.append(InputFile.text(file, MOST_PROFILE_BYTES)).append('\n');
    }
    List<String> arguments = new ArrayList<>();
    for (Setting setting : List.of(Setting.REGISTRY_MIRROR, Setting.INSECURE_REGISTRY)) {
      settings.all(setting).forEach(value -> arguments.add(setting.option() + " " + value));
    }
    if (!arguments.isEmpty()) {
      // Behind those of the file.
      profile.append("EXTRA_ARGS=\"$EXTRA_ARGS ").append(String.join(" ", arguments));
      profile.append("\"\n");
    }
    if (settings.has(Setting.PROXY)) {
      new Proxies(environment)
          .of(settings.one(Setting.PROXY).orElseThrow())
          .forEach(
              (name, value) ->
                  profile.append("export %s=%s\n".formatted(name, ShellWord.quoted(value))));
    }
    return profile.toString();
  }

  private String certificates() throws IOException {
    StringBuilder certificates = new StringBuilder();
    for (String value : settings.all(Setting.CA)) {
      certificates.append(
          value.equals(Setting.HOST)
              ? new HostAuthorities(environment).pem()
              : InputFile.text(Path.of(value), MOST_CERTIFICATE_BYTES));
      certificates.append('\n');
    }
    return certificates.toString();
  }

  private String hosts(String machine) throws IOException {
    StringBuilder lines = new StringBuilder();
    if (settings.has(Setting.LAN)) {
      SortedSet<String> names = new TreeSet<>(MachineDirectory.names(environment));
      names.add(machine);
      Optional<String> own = settings.one(Setting.LAN).map(GivenSettings::address);
      for (String name : names) {
        Optional<String> lan = lan(name, machine);
        if (!name.equals(machine) && lan.map(GivenSettings::address).equals(own)) {
          throw new MachineException(
              "machine %s has the address %s, too: give one of them another with 'boot2docker config set lan=ADDRESS --name %s'"
                  .formatted(name, own.orElse(""), machine));
        }
        lan.ifPresent(its -> lines.append(address(its)).append(' ').append(name).append('\n'));
      }
    }
    for (String value : settings.all(Setting.ADD_HOST)) {
      int colon = value.indexOf(':');
      lines.append(value.substring(colon + 1)).append(' ').append(value, 0, colon).append('\n');
    }
    return lines.toString();
  }

  /** What was chosen for the machine itself is not kept yet. */
  private Optional<String> lan(String name, String machine) throws IOException {
    if (name.equals(machine)) {
      return settings.one(Setting.LAN);
    }
    try {
      return KeptSettings.read(MachineDirectory.of(name, environment)).one(Setting.LAN);
    } catch (MachineException e) {
      // With a mistake in its settings it can't start, which it says itself.
      return Optional.empty();
    }
  }

  /** Without the length of its prefix. */
  private static String address(String lan) {
    return lan.substring(0, lan.indexOf('/'));
  }

  /**
   * The card on the machines' own network.
   *
   * @param home the folder of all machines
   */
  public Optional<Wire> wire(Path home) {
    return settings.one(Setting.LAN).map(lan -> Wire.of(home, address(lan)));
  }

  private String network() {
    List<String> servers = settings.all(Setting.DNS);
    String dns = servers.isEmpty() ? "" : "dns=" + String.join(" ", servers) + "\n";
    return dns + settings.one(Setting.LAN).map(lan -> OWN_NETWORK + lan + "\n").orElse("");
  }

  /** Whether a line of {@link FirmwareNames#NETWORK} is about the machines' own network alone. */
  public static boolean isOfOwnNetwork(String line) {
    return line.startsWith(OWN_NETWORK);
  }
}
