package org.boot2docker.guest.system.kernel;

import java.util.Optional;

/**
 * This process, its children and the signals that it gets.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Processes extends Descriptors {
  /** Starts a program in a session of its own; the result is its process id. */
  int start(Command command);

  /** Runs a task in a child process of init itself; the result is the child's process id. */
  int fork(Runnable task);

  /**
   * Sends a signal to a process, or to all but PID 1 with -1; signal 0 only asks if it is there.
   */
  int kill(int pid, int signal);

  /** Takes one child that has ended, if there is one. */
  Optional<Exit> reap();

  /** Blocks these signals and gives a descriptor from which {@link #readSignal} reads them. */
  int signals(int... numbers);

  /** The next pending signal of that descriptor, or 0. */
  int readSignal(int fd);

  /** Sets a limit of this process and of those that it starts, in the resource's own unit. */
  int limit(int resource, long soft, long hard);

  /** Sets the working directory. */
  int changeDirectory(String path);

  /** Makes a directory the root of this process. */
  int changeRoot(String path);

  /** Runs this program in the same process, with an argument, when init itself crashes. */
  void survive(String program);
}
