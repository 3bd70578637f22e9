package org.boot2docker.guest.system.kernel;

/** Unix sockets that others connect to; as with {@link Kernel}, below zero is a negated errno. */
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
}
