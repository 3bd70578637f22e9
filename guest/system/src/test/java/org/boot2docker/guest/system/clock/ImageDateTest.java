package org.boot2docker.guest.system.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageDateTest {
  private final FakeClocks clocks = new FakeClocks();

  @Test
  void clockBeforeTheImageIsMovedUpToIt() {
    clocks.setReal(1_000_000L);

    new ImageDate(clocks).moveUp();

    assertThat(clocks.real()).isEqualTo(FakeClocks.IMAGE * 1_000_000);
  }

  @Test
  void clockAfterTheImageIsLeftAlone() {
    new ImageDate(clocks).moveUp();

    assertThat(clocks.error()).isZero();
  }
}
