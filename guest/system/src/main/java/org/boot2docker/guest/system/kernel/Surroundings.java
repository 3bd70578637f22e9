package org.boot2docker.guest.system.kernel;

/**
 * What the daemons of this program ask of Linux beyond the {@link Kernel}: the time of day, random
 * numbers, their environment and the machine's addresses.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Surroundings {
  /** The time of day in seconds since 1970, right or wrong as the machine's clock is. */
  long seconds();

  /** When a file was last changed, in seconds since 1970. */
  long modified(String path);

  /**
   * Fills an array of at most 256 bytes with random numbers; waits, on a first boot, until they are
   * good.
   *
   * @return the number of bytes
   */
  int random(byte[] bytes);

  /** A variable of the environment that this process was given; empty where there is none. */
  String variable(String name);

  /** A socket for requests about addresses and routes, written to it as rtnetlink(7) says. */
  int addressSocket();

  /** A socket that becomes readable when an address comes or goes. */
  int addressNews();
}
