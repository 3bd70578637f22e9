package org.boot2docker.guest.programs.tls;

import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/** Takes the connections to a TLS port, and starts a process for each. */
final class Listener {
  /** Each takes a quarter of a megabyte; the others wait in the kernel's queue. */
  private static final int MOST_SESSIONS = 512;

  /** How often sessions that have ended are looked for, in milliseconds. */
  private static final long REAPING = 1_000;

  private final Kernel kernel;
  private final Endpoint endpoint;
  private int sessions;

  Listener(Kernel kernel, Endpoint endpoint) {
    this.kernel = kernel;
    this.endpoint = endpoint;
  }

  /** Runs until the process is ended; returns when the port can't be opened. */
  void run() {
    int listener = MbedTlsCalls.listen(endpoint.port());
    if (!new Log(kernel).check(listener, "opening port " + endpoint.port())) {
      return;
    }
    while (true) {
      boolean full = sessions >= MOST_SESSIONS;
      int[] watched = full ? new int[0] : new int[] {listener};
      boolean[] ready = kernel.poll(watched, sessions == 0 ? -1 : REAPING);
      while (kernel.reap().isPresent()) {
        sessions--;
      }
      if (!full && ready[0]) {
        start(listener);
      }
    }
  }

  private void start(int listener) {
    int client = MbedTlsCalls.accept(listener);
    if (client < 0) {
      return;
    }
    int pid =
        kernel.fork(
            () -> {
              kernel.close(listener);
              new Session(kernel, endpoint).serve(client);
            });
    sessions += pid > 0 ? 1 : 0;
    kernel.close(client);
  }
}
