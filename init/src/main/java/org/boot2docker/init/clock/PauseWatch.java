package org.boot2docker.init.clock;

import java.util.OptionalLong;
import org.boot2docker.init.kernel.Clocks;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Log;

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

  private final Kernel kernel;
  private final Log log;
  private final Clocks clocks;
  private final HardwareClock hardware;
  private OptionalLong ahead = OptionalLong.empty();
  private long realAhead;

  PauseWatch(Kernel kernel, Log log, Clocks clocks, HardwareClock hardware) {
    this.kernel = kernel;
    this.log = log;
    this.clocks = clocks;
    this.hardware = hardware;
  }

  /**
   * Looks once, which takes a second of waiting, five at most, and mends the time of day.
   *
   * @return whether the machine was paused since the last look
   */
  boolean look() {
    if (ahead.isEmpty()) {
      note(hardware.aheadOfBoot());
      return false;
    }
    if (isAsExpected()) {
      return false;
    }
    OptionalLong now = hardware.aheadOfBoot();
    if (now.isEmpty()) {
      return false;
    }
    long jump = now.getAsLong() - ahead.getAsLong();
    boolean paused = jump >= LEAST_PAUSE && jump <= LONGEST_PAUSE;
    if (paused) {
      mend(jump);
    }
    note(now);
    return paused;
  }

  private void note(OptionalLong difference) {
    ahead = difference;
    realAhead = clocks.real() - clocks.sinceBoot();
  }

  private void mend(long jump) {
    String paused = "the machine was paused for " + jump / 1000 + " ms";
    // Whoever has set the time of day since, the guest agent perhaps, knew better.
    if (Math.abs(clocks.real() - clocks.sinceBoot() - realAhead) >= LEAST_PAUSE) {
      log.info(paused + "; its clock has been set already");
    } else if (log.check(clocks.setReal(clocks.real() + jump), "setting the clock")) {
      log.info(paused + "; its clock is set that much forward");
    }
  }

  /**
   * Two readings, just before and just after the moment when the second should change, are enough
   * to see that it did; no processor time is spent on waiting for it.
   */
  private boolean isAsExpected() {
    awaitPhase(MILLION - TOLERANCE - TOLERANCE / 5);
    boolean before = reads();
    awaitPhase(TOLERANCE + TOLERANCE / 5);
    return before && reads();
  }

  /** Waits until the hardware clock should be that many microseconds into a second. */
  private void awaitPhase(long phase) {
    long now = Math.floorMod(clocks.sinceBoot() + ahead.getAsLong(), MILLION);
    kernel.poll(new int[0], Math.floorMod(phase - now, MILLION) / 1000);
  }

  private boolean reads() {
    long earliest = clocks.sinceBoot() + ahead.getAsLong() - TOLERANCE;
    OptionalLong seconds = hardware.seconds();
    long latest = clocks.sinceBoot() + ahead.getAsLong() + TOLERANCE;
    return seconds.isPresent()
        && seconds.getAsLong() >= Math.floorDiv(earliest, MILLION)
        && seconds.getAsLong() <= Math.floorDiv(latest, MILLION);
  }
}
