package org.boot2docker.guest.programs.tls;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.Ports;

/**
 * A TLS port in front of a Unix socket.
 *
 * @param port where clients come
 * @param socket where Docker is
 * @param authority the file with the certificate of the clients' authority
 * @param certificate the file with the server's
 * @param key the file with its key
 */
record Endpoint(int port, String socket, String authority, String certificate, String key) {
  /** Docker's own. */
  static final Endpoint DOCKER =
      new Endpoint(
          Ports.DOCKER_TLS,
          GuestPaths.DOCKER_SOCKET,
          Item.CA.path(),
          Item.SERVER.path(),
          Item.SERVER_KEY.path());
}
