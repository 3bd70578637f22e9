package org.boot2docker.guest.system.kernel;

import java.util.List;

/** The addresses of the machine's network interfaces. */
public interface InterfaceAddresses {
  /**
   * One address.
   *
   * @param address 4 or 16 bytes
   * @param prefix how many of its bits name the network
   */
  record Entry(String device, byte[] address, int prefix) {}

  /** All of them; interfaces without an address are not among them. */
  List<Entry> all();
}
