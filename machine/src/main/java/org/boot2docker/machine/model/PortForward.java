package org.boot2docker.machine.model;

/** A TCP port on 127.0.0.1 of the host that leads to a port of the guest. */
public record PortForward(int hostPort, int guestPort) {

  /** Checks that both are TCP ports, 1 to 65535. */
  public PortForward {
    check(hostPort);
    check(guestPort);
  }

  private static void check(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(port + " is not a TCP port: give 1 to 65535");
    }
  }
}
