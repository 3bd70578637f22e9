package org.boot2docker.cli;

import java.nio.file.Path;
import java.util.List;
import org.boot2docker.machine.settings.ConfigKey;
import org.boot2docker.machine.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What there is to choose about Docker and the network in the guest. */
final class GuestOptions {

  @Option(
      names = "--registry-mirror",
      paramLabel = "URL",
      description = "Mirror of Docker's registry.")
  List<String> mirrors = List.of();

  @Option(
      names = "--insecure-registry",
      paramLabel = "HOST[:PORT]",
      description = "Registry that Docker reaches without a certificate to be trusted.")
  List<String> insecure = List.of();

  @Option(
      names = "--dns",
      paramLabel = "ADDRESS",
      description = "DNS server of the guest (default: those of this host).")
  List<String> dns = List.of();

  @Option(
      names = "--add-host",
      paramLabel = "NAME:ADDRESS",
      description = "Name that the guest knows; 10.0.2.2 is this host.")
  List<String> hosts = List.of();

  @Option(
      names = "--lan",
      paramLabel = "ADDRESS/BITS",
      description = "Address on the private network of all machines that have one: 10.98.0.2/24.")
  @Nullable String lan;

  @Option(
      names = "--proxy",
      paramLabel = "URL|host",
      description =
          "Proxy for Docker in the guest; host: as HTTP_PROXY, HTTPS_PROXY and NO_PROXY say here.")
  @Nullable String proxy;

  @Option(
      names = "--ca",
      paramLabel = "FILE|host",
      description =
          "Certificate authorities that the guest trusts, in PEM; host: those of this host.")
  List<String> authorities = List.of();

  @Option(
      names = "--guest-profile",
      paramLabel = "FILE",
      description = "File with more settings of Docker in the guest, see docs/customise.md.")
  @Nullable Path profile;

  /**
   * Those that were chosen, and what was chosen besides.
   *
   * @throws IllegalArgumentException with a line for the user when one can't be had
   */
  Settings settings(Settings besides) {
    Settings given = besides;
    given = put(given, ConfigKey.REGISTRY_MIRRORS, mirrors);
    given = put(given, ConfigKey.INSECURE_REGISTRIES, insecure);
    given = put(given, ConfigKey.DNS, dns);
    given = put(given, ConfigKey.HOSTS, hosts);
    given = put(given, ConfigKey.LAN, lan);
    given = put(given, ConfigKey.PROXY, proxy);
    given = put(given, ConfigKey.CA, authorities);
    return put(given, ConfigKey.PROFILE, profile);
  }

  /** The same with a value, if there is one. */
  static Settings put(Settings given, ConfigKey key, @Nullable Object value) {
    return put(given, key, value == null ? List.of() : List.of(value.toString()));
  }

  /** The same with several values, if there are any; paths begin where this program runs. */
  static Settings put(Settings given, ConfigKey key, List<String> values) {
    return values.isEmpty() ? given : key.put(given, values, Path.of("").toAbsolutePath());
  }
}
