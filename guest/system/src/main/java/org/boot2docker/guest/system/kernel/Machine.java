package org.boot2docker.guest.system.kernel;

/**
 * The running kernel and the machine as a whole.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Machine {
  /** Loads the kernel module in an open file. */
  int loadModule(int fd, String parameters);

  /** Sets the name that the machine calls itself by. */
  int setHostName(String name);

  /** Sets which kernel messages reach the console: those with a level below this. */
  int consoleLevel(int level);

  /** Restarts, halts or powers off; returns only when it failed. */
  int reboot(int how);
}
