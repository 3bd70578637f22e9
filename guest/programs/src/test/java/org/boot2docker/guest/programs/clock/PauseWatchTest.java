package org.boot2docker.guest.programs.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.boot2docker.guest.system.clock.FakeClocks;
import org.boot2docker.guest.system.clock.HardwareClock;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class PauseWatchTest {
  private static final long SECOND = 1_000_000;
  private static final long HOUR = 3600 * SECOND;
  private static final Offset<Long> SHARP = Offset.offset(100_000L);

  private final FakeClocks clocks = new FakeClocks();
  private final PauseWatch watch =
      new PauseWatch(
          clocks.kernel, new Log(clocks.kernel), clocks, new HardwareClock(clocks.kernel, clocks));

  @Test
  void clockIsSetForwardByThePause() {
    watch.look();
    clocks.pause(40 * SECOND + 300_000);

    assertThat(watch.look()).isTrue();

    assertThat(clocks.error()).isCloseTo(0L, SHARP);
    assertThat(clocks.kernel.log()).contains("paused for 40");
  }

  @Test
  void pauseBeforeTheFirstLookIsMended() {
    watch.begin();
    clocks.pause(35 * SECOND);

    assertThat(watch.look()).isTrue();

    assertThat(clocks.error()).isCloseTo(0L, Offset.offset(SECOND));
  }

  @Test
  void pauseIsMendedAlthoughTheProcessorIsTooBusyToLookOften() {
    clocks.busy(130_000);
    watch.look();
    watch.look();
    clocks.pause(35 * SECOND);

    assertThat(watch.look()).isTrue();

    clocks.busy(0);
    assertThat(clocks.error()).isCloseTo(0L, Offset.offset(SECOND));
  }

  @Test
  void busyProcessorIsNoPause() {
    for (int i = 0; i < 300; i++) {
      clocks.busy(i * 1000);
      assertThat(watch.look()).isFalse();
      clocks.pass(10 * SECOND);
    }

    clocks.busy(0);
    assertThat(clocks.error()).isZero();
  }

  @Test
  void clockThatWasCorrectedALittleBeforeThePauseIsMended() {
    watch.look();
    clocks.realIsAheadBy(600_000);
    clocks.pause(35 * SECOND);

    assertThat(watch.look()).isTrue();

    assertThat(clocks.error()).isCloseTo(600_000L, SHARP);
  }

  @Test
  void clockThatWasSetLongBeforeThePauseIsMended() {
    watch.look();
    clocks.realIsAheadBy(HOUR);
    watch.look();
    clocks.pause(35 * SECOND);

    watch.look();

    assertThat(clocks.error()).isCloseTo(HOUR, SHARP);
    assertThat(clocks.kernel.log()).doesNotContain("has been set already");
  }

  @Test
  void eachOfManyPausesIsMended() {
    watch.look();
    for (int i = 1; i < 30; i++) {
      clocks.pause(i * 777_000L);
      watch.look();
      clocks.pass(10 * SECOND);
    }

    assertThat(clocks.error()).isCloseTo(0L, Offset.offset(1_500_000L));
  }

  @Test
  void nothingIsTouchedWhileTheMachineRuns() {
    for (int i = 0; i < 1000; i++) {
      assertThat(watch.look()).isFalse();
      clocks.pass(10 * SECOND + i * 1234L);
    }

    assertThat(clocks.error()).isZero();
  }

  @Test
  void aLookWithoutAPauseReadsTheHardwareClockTwice() {
    watch.look();
    long before = clocks.sinceBoot();

    watch.look();

    assertThat(clocks.sinceBoot() - before).isLessThan(1_200_000L);
  }

  @Test
  void hardwareClockInLocalTimeDoesNoHarm() {
    clocks.hardwareIsAheadBy(-8 * HOUR);
    watch.look();
    clocks.pass(60 * SECOND);
    watch.look();
    assertThat(clocks.error()).isZero();

    clocks.pause(35 * SECOND);
    watch.look();

    assertThat(clocks.error()).isCloseTo(0L, SHARP);
  }

  @Test
  void clockThatSomebodySetAfterThePauseIsLeftAlone() {
    watch.look();
    clocks.pause(60 * SECOND);
    clocks.realIsAheadBy(60 * SECOND);

    watch.look();
    watch.look();

    assertThat(clocks.error()).isZero();
  }

  @Test
  void clockThatSomebodySetWithoutAPauseIsLeftAlone() {
    watch.look();
    clocks.realIsAheadBy(-HOUR);

    watch.look();
    watch.look();

    assertThat(clocks.error()).isEqualTo(-HOUR);
  }

  @Test
  void clockNeverGoesBackWithTheHardwareClock() {
    watch.look();
    clocks.hardwareIsAheadBy(-HOUR);

    assertThat(watch.look()).isFalse();

    assertThat(clocks.error()).isZero();
  }

  @Test
  void hardwareClockThatIsSetYearsForwardIsNotFollowed() {
    watch.look();
    clocks.hardwareIsAheadBy(20L * 366 * 24 * HOUR);

    assertThat(watch.look()).isFalse();

    assertThat(clocks.error()).isZero();
  }

  @Test
  void machineWithoutHardwareClockIsLeftAlone() {
    clocks.withoutHardwareClock();

    watch.look();
    clocks.pause(60 * SECOND);

    assertThat(watch.look()).isFalse();
  }
}
