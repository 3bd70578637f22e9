package org.boot2docker.guest.system.kernel;

/** The kernel's clocks, in microseconds; a result below zero is a negated errno value. */
public interface Clocks {
  /** The time of day, since 1970 in UTC. */
  long real();

  /**
   * Time since the kernel started; nobody can set it, but it stands still with a paused machine.
   */
  long sinceBoot();

  /** Sets the time of day. */
  int setReal(long micros);

  /** Makes the time of day run faster or slower until it has gained or lost this much. */
  int slew(long micros);

  /** When a file was last changed, in seconds since 1970; 0 when it is unknown. */
  long changedAt(String path);
}
