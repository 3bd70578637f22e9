package org.boot2docker.machine.ports;

import java.io.IOException;

/** A way by which a port of this host leads into the guest. */
interface Forwarder {
  /**
   * Begins.
   *
   * @throws IOException when the port can't be had
   */
  void add(PublishedPort port) throws IOException;

  /** Ends; without effect for a port that was not begun. */
  void remove(PublishedPort port) throws IOException;
}
