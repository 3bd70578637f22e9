package org.boot2docker.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No reader crashes, hangs or takes memory without bounds, whatever it reads. */
class FuzzTest {
  /** The same in every run, so that a failure can be repeated: -Dboot2docker.fuzz.seed=N. */
  private static final long SEED = Long.getLong("boot2docker.fuzz.seed", 2013);

  /** For each target: -Dboot2docker.fuzz.inputs=N. */
  private static final int INPUTS = Integer.getInteger("boot2docker.fuzz.inputs", 1000);

  /** Generous, for busy machines; what is quadratic takes longer. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static Stream<Target> targets() {
    return Targets.all().stream();
  }

  /** So that the targets are about what they say. */
  @ParameterizedTest
  @MethodSource("targets")
  void takesASample(Target target) {
    List<Optional<Exception>> refusals = target.samples().stream().map(target::read).toList();
    assertThat(refusals).contains(Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("targets")
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsWellWhateverItReads(Target target) {
    List<byte[]> samples = target.samples();
    Mutator mutator = new Mutator(new Random(SEED), samples);
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = mutator.next();
      long begun = System.nanoTime();
      try {
        target.read(input);
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + " for the input " + text(input), e.getCause());
      }
      assertThat(System.nanoTime() - begun)
          .as("nanoseconds for the input %s", text(input))
          .isLessThan(MOST_NANOS);
    }
  }

  private static String text(byte[] input) {
    return Base64.getEncoder().encodeToString(input);
  }
}
