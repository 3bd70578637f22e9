package org.boot2docker.guest.system.kernel;

import java.util.List;

/**
 * UDP over IPv4 and IPv6, as a client; a result below zero is a negated errno value.
 *
 * <p>Addresses are the C library's {@code sockaddr} structures; only this interface looks into
 * them.
 */
public interface Datagrams {
  /**
   * The addresses of a host name or of an address as text; may take some seconds.
   *
   * @return none when the name is not known or nobody can be asked
   */
  List<byte[]> resolve(String host, int port);

  /** A socket that sends to one address, and receives from it only. */
  int connect(byte[] address);

  int send(int socket, byte[] datagram);

  /**
   * Waits for a datagram; what doesn't fit in the buffer is lost.
   *
   * @param timeout milliseconds
   * @return its length, or {@code -EAGAIN} when none came
   */
  int receive(int socket, byte[] buffer, long timeout);

  void close(int socket);
}
