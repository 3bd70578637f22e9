package org.boot2docker.guest.programs.tls;

/** One way of a relayed connection: what was read and is not written yet, and what it waits for. */
final class Direction {
  private static final int BUFFER = 16_384;

  private final End from;
  private final End to;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private boolean ended;
  private boolean done;
  private boolean discards;
  private boolean broken;
  private int fromWants;
  private int toWants;

  Direction(End from, End to) {
    this.from = from;
    this.to = to;
  }

  /** Whether all was read and written, and the end passed on. */
  boolean isDone() {
    return done;
  }

  /** Whether the side that is read from has failed: nothing can be sent to it either. */
  boolean isBroken() {
    return broken;
  }

  /** Whether the side that is written to is gone, and what is read is thrown away. */
  boolean discards() {
    return discards;
  }

  /** Has everything thrown away from now on. */
  void discard() {
    discards = true;
  }

  /** {@link End#WANTS_READ}, {@link End#WANTS_WRITE} or 0: what it waits for where it reads. */
  int fromWants() {
    return fromWants;
  }

  /** The same where it writes. */
  int toWants() {
    return toWants;
  }

  /** Reads or writes once; false when it has to wait, or is done. */
  boolean step() {
    fromWants = 0;
    toWants = 0;
    if (done || broken) {
      return false;
    } else if (discards) {
      start = end;
    }
    if (start < end) {
      return write();
    }
    return ended ? finish() : read();
  }

  private boolean read() {
    int count = from.read(buffer);
    start = 0;
    end = Math.max(count, 0);
    ended = count == 0;
    broken = count <= End.BROKEN;
    fromWants = broken ? 0 : Math.min(count, 0);
    return count >= 0;
  }

  private boolean write() {
    int count = to.write(buffer, start, end - start);
    start += Math.max(count, 0);
    discards = count <= End.BROKEN;
    toWants = discards ? 0 : Math.min(count, 0);
    return count > 0 || discards;
  }

  private boolean finish() {
    int result = discards ? 0 : to.finish();
    done = result == 0 || result <= End.BROKEN;
    toWants = done ? 0 : result;
    return done;
  }
}
