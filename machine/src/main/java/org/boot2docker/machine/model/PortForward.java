package org.boot2docker.machine.model;

/** A TCP port on 127.0.0.1 of the host that is forwarded to a port of the guest. */
public record PortForward(int hostPort, int guestPort) {

  /** Checks that both are TCP ports, 1 to 65535. */
  public PortForward {
    check(hostPort);
    check(guestPort);
  }

  /**
   * Reads {@code HOST:GUEST}.
   *
   * @throws IllegalArgumentException with a line for the user when it isn't that
   */
  public static PortForward parse(String text) {
    String[] ends = text.split(":", -1);
    if (ends.length != 2 || !ends[0].matches("\\d{1,5}") || !ends[1].matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "-p " + text + " is not two ports with a colon between: write -p 8080:80");
    }
    return new PortForward(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return hostPort + ":" + guestPort;
  }

  private static void check(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(port + " is not a TCP port: give 1 to 65535");
    }
  }
}
