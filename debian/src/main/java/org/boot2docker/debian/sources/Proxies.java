package org.boot2docker.debian.sources;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses the proxy as curl and apt do: the variables http_proxy, https_proxy and no_proxy, for
 * archives else apt's Acquire::http::Proxy where it is set in one line. This machine itself is
 * always asked directly.
 */
public final class Proxies extends ProxySelector {
  private static final Pattern APT_LINE =
      Pattern.compile("(?im)^\\s*Acquire::(https?)::Proxy\\s+\"([^\"]+)\"\\s*;");

  private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d+){3}|\\[::1]");

  private final Map<String, Proxy> byScheme;
  private final List<String> direct;

  private Proxies(Map<String, Proxy> byScheme, List<String> direct) {
    this.byScheme = byScheme;
    this.direct = direct;
  }

  /**
   * The proxies of the environment, for what is not apt's.
   *
   * @throws IOException naming the variable that is no proxy's URL
   */
  public static Proxies of(Map<String, String> environment) throws IOException {
    return of(environment, new HashMap<>());
  }

  /**
   * The proxies of this machine, for archives.
   *
   * @param root the root directory of the machine, for its apt configuration
   * @throws IOException naming the setting that is no proxy's URL
   */
  public static Proxies of(Map<String, String> environment, Path root) throws IOException {
    Map<String, Setting> settings = new HashMap<>();
    for (Path file : aptFiles(root)) {
      Matcher line = APT_LINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      while (line.find()) {
        String scheme = line.group(1).toLowerCase(Locale.ROOT);
        settings.put(
            scheme, new Setting(line.group(2), "Acquire::" + scheme + "::Proxy in " + file));
      }
    }
    return of(environment, settings);
  }

  private static Proxies of(Map<String, String> environment, Map<String, Setting> settings)
      throws IOException {
    for (String scheme : List.of("http", "https")) {
      // Upper case http_proxy is left out, as curl does: a CGI server lets the client set it.
      String variable = environment.getOrDefault(scheme + "_proxy", "");
      String upper = scheme.equals("https") ? environment.getOrDefault("HTTPS_PROXY", "") : "";
      if (!variable.isBlank()) {
        settings.put(scheme, new Setting(variable, scheme + "_proxy"));
      } else if (!upper.isBlank()) {
        settings.put(scheme, new Setting(upper, "HTTPS_PROXY"));
      }
    }
    Map<String, Proxy> byScheme = new HashMap<>();
    for (Map.Entry<String, Setting> setting : settings.entrySet()) {
      byScheme.put(setting.getKey(), setting.getValue().proxy());
    }
    String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return new Proxies(byScheme, List.of(none.strip().toLowerCase(Locale.ROOT).split("[,\\s]+")));
  }

  private static List<Path> aptFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Path directory = root.resolve("etc/apt/apt.conf.d");
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
        stream.forEach(files::add);
      }
    }
    Collections.sort(files);
    files.add(root.resolve("etc/apt/apt.conf"));
    files.removeIf(file -> !Files.isRegularFile(file) || !Files.isReadable(file));
    return files;
  }

  /**
   * Where a proxy comes from.
   *
   * @param url may have a password, which no message has
   * @param origin the variable, or the setting of apt
   */
  private record Setting(String url, String origin) {
    Proxy proxy() throws IOException {
      if (url.equalsIgnoreCase("DIRECT")) {
        return Proxy.NO_PROXY;
      }
      try {
        URI uri = URI.create(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() != null && "http".equals(uri.getScheme())) {
          int port = uri.getPort() < 0 ? 80 : uri.getPort();
          requireNoUser(uri, port);
          return new Proxy(
              Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the one message, without the cause: it has the URL.
      }
      throw new IOException(
          "the proxy '%s' is not of the form http://host:port: correct or unset %s"
              .formatted(url.substring(url.lastIndexOf('@') + 1), origin));
    }

    /** Java answers no proxy that asks for a password before it passes TLS on. */
    private void requireNoUser(URI uri, int port) throws IOException {
      if (uri.getRawUserInfo() != null) {
        throw new IOException(
            "the proxy %s:%d needs a user name, which isn't supported: name another one in %s"
                .formatted(uri.getHost(), port, origin));
      }
    }
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean goDirect =
        isThisMachine(uri) || direct.stream().anyMatch(pattern -> covers(pattern, host, port(uri)));
    Proxy proxy = byScheme.getOrDefault(String.valueOf(uri.getScheme()), Proxy.NO_PROXY);
    return List.of(goDirect ? Proxy.NO_PROXY : proxy);
  }

  /** Whether an address is of the machine that this program runs on. */
  public static boolean isThisMachine(URI uri) {
    return LOOPBACK.matcher(String.valueOf(uri.getHost())).matches();
  }

  private static int port(URI uri) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  /** As Docker and Go do: names with all below them, with a port or without, and networks. */
  private static boolean covers(String pattern, String host, int port) {
    String withPort = ":" + port;
    String name =
        pattern.endsWith(withPort)
            ? pattern.substring(0, pattern.length() - withPort.length())
            : pattern;
    String suffix = name.startsWith(".") ? name.substring(1) : name;
    return pattern.equals("*")
        || !suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix))
        || Network.of(pattern).map(network -> network.has(host)).orElse(false);
  }

  /** An IPv4 network. */
  private record Network(int address, int mask) {
    private static final Pattern CIDR =
        Pattern.compile("(\\d+(?:\\.\\d+){3})/(\\d|[12]\\d|3[0-2])");

    private static final Pattern ADDRESS =
        Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    static Optional<Network> of(String text) {
      Matcher matcher = CIDR.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int bits = Integer.parseInt(matcher.group(2));
      int mask = bits == 0 ? 0 : -1 << (32 - bits);
      return address(matcher.group(1)).map(address -> new Network(address & mask, mask));
    }

    boolean has(String host) {
      return address(host).map(each -> (each & mask) == address).orElse(false);
    }

    private static Optional<Integer> address(String text) {
      Matcher matcher = ADDRESS.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      int address = 0;
      for (int group = 1; group <= matcher.groupCount(); group++) {
        address = address << 8 | Integer.parseInt(matcher.group(group)) & 0xff;
      }
      return Optional.of(address);
    }
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The failed request says so itself; there is no second proxy to try.
  }
}
