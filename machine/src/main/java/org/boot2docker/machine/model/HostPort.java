package org.boot2docker.machine.model;

/**
 * A port of this host.
 *
 * @param protocol of the packets
 * @param address of this host, as text
 * @param port 1 to 65535
 */
public record HostPort(Protocol protocol, String address, int port) {
  /** Where only this host's own programs connect. */
  public static final String LOOPBACK = "127.0.0.1";

  /** All IPv4 addresses. */
  public static final String ANY = "0.0.0.0";

  /** A TCP port of 127.0.0.1. */
  public static HostPort local(int port) {
    return new HostPort(Protocol.TCP, LOOPBACK, port);
  }

  /** Whether what listens here hears all that comes to the other. */
  public boolean covers(HostPort other) {
    boolean any = address.equals(ANY) && other.address.indexOf(':') < 0;
    return protocol == other.protocol
        && port == other.port
        && (any || address.equals(other.address));
  }

  /** Whether two programs can't have both. */
  public boolean overlaps(HostPort other) {
    return covers(other) || other.covers(this);
  }

  /** Without what is usual: {@code 8080}, {@code 53/udp}, {@code 0.0.0.0:8080}. */
  public String brief() {
    return (address.equals(LOOPBACK) ? "" : address + ":") + port + suffix();
  }

  /** As in {@code 127.0.0.1:8080} and {@code 127.0.0.1:53/udp}. */
  @Override
  public String toString() {
    return address + ":" + port + suffix();
  }

  private String suffix() {
    return protocol == Protocol.TCP ? "" : "/" + protocol;
  }
}
