package org.boot2docker.init.kernel;

/**
 * A child process that has ended.
 *
 * @param pid its process id
 * @param status its wait status as waitpid(2) gives it
 */
public record Exit(int pid, int status) {
  /** Says how the process ended, in words for the log. */
  public String describe() {
    int signal = status & 0x7f;
    return signal == 0 ? "exit status " + code() : "signal " + signal;
  }

  /** Its exit code, or 128 plus the number of the signal that ended it, as shells count. */
  public int code() {
    int signal = status & 0x7f;
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
  }
}
