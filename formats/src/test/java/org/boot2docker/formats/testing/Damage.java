package org.boot2docker.formats.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;

/** Feeds a reader with damaged copies of good bytes; the same ones on every run. */
public final class Damage {

  /** Reads bytes wholly. */
  @FunctionalInterface
  public interface Reader {
    /** Reads; an IOException is the only accepted failure. */
    void read(byte[] bytes) throws IOException;
  }

  private Damage() {}

  /** Checks that the reader fails with nothing but a one-line IOException, and ends. */
  public static void check(byte[] good, int rounds, Reader reader) {
    Random random = new Random(42);
    for (int round = 0; round < rounds; round++) {
      byte[] bad = damage(good, random);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> readOne(bad, reader), "round " + round);
    }
  }

  private static void readOne(byte[] bad, Reader reader) {
    try {
      reader.read(bad);
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    }
  }

  private static byte[] damage(byte[] good, Random random) {
    byte[] bad = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      case 1 -> Arrays.fill(bad, random.nextInt(bad.length), bad.length, (byte) 0xFF);
      default -> {
        int changes = 1 + random.nextInt(16);
        for (int i = 0; i < changes; i++) {
          bad[random.nextInt(bad.length)] = (byte) pick(random);
        }
      }
    }
    return bad;
  }

  private static int pick(Random random) {
    int[] likely = {0, 1, 0x7F, 0x80, 0xFF, '0', 'F'};
    return random.nextBoolean() ? likely[random.nextInt(likely.length)] : random.nextInt(256);
  }
}
