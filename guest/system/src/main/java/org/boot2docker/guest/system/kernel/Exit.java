package org.boot2docker.guest.system.kernel;

/**
 * A child process that has ended.
 *
 * @param pid its process id, or the negative error number for which it could not be started
 * @param status its wait status as waitpid(2) gives it
 */
public record Exit(int pid, int status) {
  /** What shells give for a command that could not be run. */
  private static final int NOT_STARTED = 127;

  /**
   * The end of a process that could not even be started.
   *
   * @param error the negative error number
   */
  public static Exit notStarted(int error) {
    return new Exit(error, NOT_STARTED << 8);
  }

  /** Says how the process ended, in words for the log. */
  public String describe() {
    if (pid < 0) {
      return "error " + -pid + " at its start";
    }
    int signal = status & 0x7f;
    return signal == 0 ? "exit status " + code() : "signal " + signal;
  }

  /** Its exit code, or 128 plus the number of the signal that ended it, as shells count. */
  public int code() {
    int signal = status & 0x7f;
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
  }
}
