package org.boot2docker.guest.programs.tls;

/**
 * Carries bytes both ways between a client and Docker, each way until its own end: {@code docker
 * run -i} ends its input and goes on reading.
 *
 * <p>Neither way waits for the other, or a stream through {@code docker exec -i} that comes back
 * would stop both.
 */
final class Relay {
  /** What poll(2) calls its events. */
  static final int READABLE = 1;

  static final int WRITABLE = 4;
  static final int HUNG_UP = 0x18;

  /** Instead of events: not to be waited for. */
  static final int IGNORED = -1;

  /**
   * When Docker has closed its side, in milliseconds: a client that still sends would lose Docker's
   * last answer if the connection was closed at once.
   */
  private static final int LINGER = 2_000;

  /** Waits for two sockets. */
  interface Waiter {
    /**
     * Waits for events of the client's socket or Docker's, each a sum; Docker's may be {@link
     * #IGNORED}. A client without events is still noticed when it is gone.
     *
     * @param timeout milliseconds, or -1
     * @return the events of Docker's socket, or -1 when the time is over or the client is gone
     */
    int await(int client, int docker, int timeout);
  }

  private final Waiter waiter;
  private final Direction in;
  private final Direction out;

  Relay(End client, End docker, Waiter waiter) {
    this.waiter = waiter;
    this.in = new Direction(client, docker);
    this.out = new Direction(docker, client);
  }

  /** Returns when both ways have ended, or the client is gone. */
  void run() {
    while (!(in.isDone() && out.isDone()) && !in.isBroken() && !out.discards()) {
      boolean sent = in.step();
      boolean received = out.step();
      if (!sent && !received && !await()) {
        return;
      }
    }
  }

  private boolean await() {
    if (in.isDone() && out.isDone() || in.isBroken()) {
      return true;
    } else if (out.isBroken()) {
      return false;
    }
    int client = events(in.fromWants()) | events(out.toWants());
    int docker = events(out.fromWants()) | events(in.toWants());
    // Only then its closing is news, which the events below don't tell.
    boolean watched = docker != 0 || out.isDone() && !in.discards();
    int limit = out.isDone() && in.discards() ? LINGER : -1;
    // Also without events: a client that is gone while Docker is silent is noticed.
    int happened = waiter.await(client, watched ? docker : IGNORED, limit);
    if (out.isDone() && happened > 0 && (happened & HUNG_UP) != 0) {
      in.discard();
    }
    return happened >= 0;
  }

  private static int events(int wants) {
    return switch (wants) {
      case End.WANTS_READ -> READABLE;
      case End.WANTS_WRITE -> WRITABLE;
      default -> 0;
    };
  }
}
