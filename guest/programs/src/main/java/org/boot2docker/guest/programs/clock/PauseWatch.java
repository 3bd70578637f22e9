package org.boot2docker.guest.programs.clock;

import java.util.Optional;
import java.util.OptionalLong;
import org.boot2docker.guest.system.clock.Ahead;
import org.boot2docker.guest.system.clock.HardwareClock;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.Descriptors;
import org.boot2docker.guest.system.kernel.Log;

/**
 * Sees that the machine was paused, or its host slept: the hardware clock went on, all others did
 * not.
 *
 * <p>What counts is by how much the difference between the hardware clock and the time since boot
 * has jumped; the difference itself may be anything, so a hardware clock in local time or a wrong
 * one does no harm. It never jumps back by a pause, and is not followed there.
 */
final class PauseWatch {
  private static final long MILLION = 1_000_000;

  /** Smaller jumps are left to NTP. */
  private static final long LEAST_PAUSE = 300_000;

  /** No machine sleeps that long; somebody has set the hardware clock. */
  private static final long LONGEST_PAUSE = 366 * 86_400 * MILLION;

  /** How far the change of the hardware clock's second may be from the expected moment. */
  private static final long TOLERANCE = 50_000;

  private final Descriptors descriptors;
  private final Log log;
  private final Clocks clocks;
  private final HardwareClock hardware;
  private Optional<Ahead> ahead = Optional.empty();
  private long realAhead;

  PauseWatch(Descriptors descriptors, Log log, Clocks clocks, HardwareClock hardware) {
    this.descriptors = descriptors;
    this.log = log;
    this.clocks = clocks;
    this.hardware = hardware;
  }

  /** Takes down how the clocks are now; what jumps from here on is a pause. */
  void begin() {
    note(hardware.glance());
  }

  /**
   * Looks once, which takes a second of waiting, five at most, and corrects the time of day.
   *
   * @return whether the machine was paused since the last look
   */
  boolean look() {
    if (ahead.isEmpty()) {
      begin();
    }
    if (ahead.isEmpty()) {
      return false;
    }
    Ahead before = ahead.get();
    if (before.isSharp() && isAsExpected(before.middle())) {
      note(ahead);
      return false;
    }
    return hardware.ahead().filter(now -> hasJumped(before, now)).isPresent();
  }

  private boolean hasJumped(Ahead before, Ahead now) {
    long jump = now.middle() - before.middle();
    boolean paused = now.least() - before.most() >= LEAST_PAUSE && jump <= LONGEST_PAUSE;
    if (paused) {
      mend(jump);
    }
    // On a busy processor the former looks may know more than this one.
    note(Optional.of(now.isSharp() ? now : before.and(now).orElse(now)));
    return paused;
  }

  private void note(Optional<Ahead> difference) {
    ahead = difference;
    realAhead = clocks.real() - clocks.sinceBoot();
  }

  private void mend(long jump) {
    String paused = "the machine was paused for " + jump / 1000 + " ms";
    long set = clocks.real() - clocks.sinceBoot() - realAhead;
    // Whoever has set the time of day since, the guest agent perhaps, knew better; but what is
    // small beside the pause was set before it.
    if (Math.abs(set) >= jump / 2) {
      log.info(paused + "; its clock has been set already");
    } else if (log.check(clocks.setReal(clocks.real() + jump), "setting the clock")) {
      log.info(paused + "; its clock is set that much forward");
    }
  }

  /**
   * Two readings, just before and just after the moment when the second should change, are enough
   * to see that it did; no processor time is spent on waiting for it.
   */
  private boolean isAsExpected(long expected) {
    awaitPhase(expected, MILLION - TOLERANCE - TOLERANCE / 5);
    boolean before = reads(expected);
    awaitPhase(expected, TOLERANCE + TOLERANCE / 5);
    return before && reads(expected);
  }

  /** Waits until the hardware clock should be that many microseconds into a second. */
  private void awaitPhase(long expected, long phase) {
    long now = Math.floorMod(clocks.sinceBoot() + expected, MILLION);
    descriptors.poll(new int[0], Math.floorMod(phase - now, MILLION) / 1000);
  }

  private boolean reads(long expected) {
    long earliest = clocks.sinceBoot() + expected - TOLERANCE;
    OptionalLong seconds = hardware.seconds();
    long latest = clocks.sinceBoot() + expected + TOLERANCE;
    return seconds.isPresent()
        && seconds.getAsLong() >= Math.floorDiv(earliest, MILLION)
        && seconds.getAsLong() <= Math.floorDiv(latest, MILLION);
  }
}
