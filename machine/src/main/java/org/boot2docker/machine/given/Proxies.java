package org.boot2docker.machine.given;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qemu.UserNetwork;
import org.boot2docker.machine.settings.Setting;

/** Proxies of this host, as the guest reaches them. */
record Proxies(Map<String, String> environment) {
  private static final String EXCEPTIONS = "NO_PROXY";

  /** What the guest reaches without any: itself and its host. */
  private static final String NEAR = "localhost,127.0.0.1,::1," + UserNetwork.HOST;

  private static final Pattern LOOPBACK =
      Pattern.compile("(?<=://|@)(localhost|127\\.[0-9.]+|\\[::1])(?=[:/]|$)");

  /**
   * Variables for the guest.
   *
   * @param proxy its URL, or that those of this host are wanted
   * @throws MachineException when this host has none
   */
  Map<String, String> of(String proxy) throws MachineException {
    Map<String, String> variables = new LinkedHashMap<>();
    if (!proxy.equals(Setting.HOST)) {
      variables.put("HTTP_PROXY", fromGuest(proxy));
      variables.put("HTTPS_PROXY", fromGuest(proxy));
      variables.put(EXCEPTIONS, NEAR);
      return variables;
    }
    for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY")) {
      variable(name).ifPresent(value -> variables.put(name, fromGuest(value)));
    }
    if (variables.isEmpty()) {
      throw new MachineException(
          "this host has no proxy for --proxy host: set HTTP_PROXY or HTTPS_PROXY, give --proxy URL,"
              + " or do without by 'boot2docker config set proxy='");
    }
    variables.put(EXCEPTIONS, variable(EXCEPTIONS).map(more -> NEAR + "," + more).orElse(NEAR));
    return variables;
  }

  /** Programs take both spellings. */
  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }

  /** A proxy on this host's loopback address has another address there. */
  private static String fromGuest(String url) {
    String whole = url.contains("://") ? url : "http://" + url;
    return LOOPBACK.matcher(whole).replaceFirst(UserNetwork.HOST);
  }
}
