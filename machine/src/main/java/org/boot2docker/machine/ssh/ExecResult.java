package org.boot2docker.machine.ssh;

/**
 * How a command in the guest ended.
 *
 * @param exit its exit status; 128 and the signal's number, or 255, when it has none
 * @param out its standard output as UTF-8
 * @param err its standard error as UTF-8
 */
public record ExecResult(int exit, String out, String err) {

  /** Whether it ended with status 0. */
  public boolean ok() {
    return exit == 0;
  }
}
