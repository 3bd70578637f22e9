package org.boot2docker.guest.programs.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.profile.Profile;

/** Which NTP servers to ask: those of DHCP, then the profile's, or the public ones. */
final class NtpServers {
  /** Where the DHCP client writes one file for each interface with the server's answer. */
  static final String NETWORK = GuestPaths.NETWORK;

  private static final String VARIABLE = "NTP_SERVER";
  private static final String PUBLIC = "pool.ntp.org";
  private static final String NONE = "none";
  private static final int NTP_PORT = 123;

  /**
   * A server.
   *
   * @param host its name or address
   */
  record Server(String host, int port) {}

  private final Files files;

  NtpServers(Files files) {
    this.files = files;
  }

  /** All of them, the best ones first; none when the profile says so. */
  List<Server> all() {
    String given =
        new Profile(files).value(VARIABLE).filter(value -> !value.isEmpty()).orElse(PUBLIC);
    List<Server> servers = new ArrayList<>();
    if (given.equals(NONE)) {
      return servers;
    }
    for (String file : files.list(NETWORK)) {
      if (file.endsWith(".ntp")) {
        String text = Text.read(files, NETWORK + "/" + file).orElse("");
        Text.lines(text).forEach(line -> parse(line.trim()).ifPresent(servers::add));
      }
    }
    Text.words(given).forEach(word -> parse(word).ifPresent(servers::add));
    return servers;
  }

  /** Reads {@code HOST}, {@code HOST:PORT} or {@code [ADDRESS]:PORT}. */
  static Optional<Server> parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[") && text.indexOf(']') > 0;
    boolean hasPort =
        colon > 0 && (bracketed ? colon > text.indexOf(']') : text.indexOf(':') == colon);
    String host = hasPort ? text.substring(0, colon) : text;
    if (bracketed) {
      host = host.substring(1, host.indexOf(']'));
    }
    int port = hasPort ? port(text.substring(colon + 1)) : NTP_PORT;
    return isHost(host) && port > 0 ? Optional.of(new Server(host, port)) : Optional.empty();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port < 65536 ? port : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isHost(String text) {
    return !text.isEmpty() && text.length() < 254 && Ascii.isMadeOf(text, "-_.:%");
  }
}
