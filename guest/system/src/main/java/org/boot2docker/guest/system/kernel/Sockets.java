package org.boot2docker.guest.system.kernel;

import java.util.Optional;

/** Unix sockets that others connect to; as with {@link Net}, below zero is a negated errno. */
public interface Sockets {
  /**
   * Listens on a stream socket that only root may connect to; a file that an earlier life of init
   * left there is replaced.
   */
  int listen(String path);

  /**
   * The number (inode) of the socket's file, by which it is known from one that somebody else put
   * into its place.
   */
  long file(String path);

  /** Takes the next connection, without waiting. */
  int accept(int socket);

  /**
   * A datagram socket that only root may send to, and whose messages bear the sender's process id;
   * a file that an earlier life of init left there is replaced.
   */
  int notifications(String path);

  /** Takes the next message of {@link #notifications}, without waiting. */
  Optional<Notification> notification(int socket);
}
