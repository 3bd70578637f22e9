package org.boot2docker.machine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of the host that is forwarded to a port of the guest.
 *
 * @param protocol of the packets
 * @param hostAddress an IPv4 address of the host, as text; {@code 0.0.0.0} for all of them
 * @param hostPort 1 to 65535
 * @param guestPort 1 to 65535
 */
public record PortForward(Protocol protocol, String hostAddress, int hostPort, int guestPort) {
  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern ADDRESS = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int MOST_PARTS = 3;

  /** Checks that QEMU can do it. */
  public PortForward {
    if (protocol == Protocol.SCTP) {
      throw new IllegalArgumentException("QEMU's network carries no SCTP: write /tcp or /udp");
    }
    if (!ADDRESS.matcher(hostAddress).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no IPv4 address: write one of this host, or 0.0.0.0 for all"
              .formatted(hostAddress));
    }
    check(protocol, hostPort);
    check(protocol, guestPort);
  }

  /** A TCP port of 127.0.0.1. */
  public PortForward(int hostPort, int guestPort) {
    this(Protocol.TCP, HostPort.LOOPBACK, hostPort, guestPort);
  }

  /** A range of ports, both ends included. */
  private record Range(int first, int last) {
    int size() {
      return last - first + 1;
    }
  }

  /**
   * Reads {@code [ADDRESS:]HOST[:GUEST][/tcp|/udp]} as Docker does, where HOST and GUEST are ports
   * or ranges of as many ports. Without a guest's port it is the same as the host's; Docker would
   * choose one of the host, which could not be kept.
   *
   * @throws IllegalArgumentException with a line for the user when it isn't that
   */
  public static List<PortForward> parse(String text) {
    int slash = text.indexOf('/');
    Protocol protocol = slash < 0 ? Protocol.TCP : protocol(text, text.substring(slash + 1));
    String ends = slash < 0 ? text : text.substring(0, slash);
    String[] parts = ends.split(":", -1);
    if (ends.startsWith("[") || parts.length > MOST_PARTS) {
      throw new IllegalArgumentException(
          "-p %s: QEMU forwards from IPv4 addresses only: leave the address out for 127.0.0.1, or write 0.0.0.0 for all"
              .formatted(text));
    }
    Range guest = range(text, parts[parts.length - 1]);
    Range host = parts.length == 1 ? guest : range(text, parts[parts.length - 2]);
    if (host.size() != guest.size()) {
      throw new IllegalArgumentException(
          "-p %s: %d ports of this host can't lead to %d of the guest: write as many on both sides"
              .formatted(text, host.size(), guest.size()));
    }
    String address = parts.length == MOST_PARTS ? parts[0] : HostPort.LOOPBACK;
    List<PortForward> forwards = new ArrayList<>();
    for (int i = 0; i < host.size(); i++) {
      forwards.add(new PortForward(protocol, address, host.first + i, guest.first + i));
    }
    return forwards;
  }

  private static Protocol protocol(String text, String name) {
    return Protocol.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-p %s: '%s' is no protocol: write /tcp or /udp".formatted(text, name)));
  }

  private static Range range(String text, String ports) {
    Matcher matcher = RANGE.matcher(ports);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "-p %s is not [ADDRESS:]HOST:GUEST[/udp] with ports or ranges: write -p 8080:80"
              .formatted(text));
    }
    int first = Integer.parseInt(matcher.group(1));
    int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
    if (last < first) {
      throw new IllegalArgumentException(
          "-p %s: %s ends before it begins: write the lower port first".formatted(text, ports));
    }
    return new Range(first, last);
  }

  /** Where it listens. */
  public HostPort host() {
    return new HostPort(protocol, hostAddress, hostPort);
  }

  /** Whether programs of other hosts can't connect to it. */
  public boolean isLocal() {
    return hostAddress.startsWith("127.");
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String address = hostAddress.equals(HostPort.LOOPBACK) ? "" : hostAddress + ":";
    String suffix = protocol == Protocol.TCP ? "" : "/" + protocol;
    return address + hostPort + ":" + guestPort + suffix;
  }

  private static void check(Protocol protocol, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "%d is not a %s port: give 1 to 65535".formatted(port, protocol.name()));
    }
  }
}
