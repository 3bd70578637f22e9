package org.boot2docker.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.boot2docker.builder.SideBySide.Both;
import org.boot2docker.builder.step.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SideBySideTest {

  @Test
  void bothAreDoneAtTheSameTime() throws IOException {
    CountDownLatch met = new CountDownLatch(2);
    Both<String, Integer> both =
        SideBySide.run(
            () -> {
              meet(met);
              return "kernel";
            },
            () -> {
              meet(met);
              return 6;
            });
    assertThat(both).isEqualTo(new Both<>("kernel", 6));
  }

  private static void meet(CountDownLatch met) throws InterruptedException {
    met.countDown();
    met.await();
  }

  @Test
  void whenOneFailsTheOtherIsInterruptedAndHasEnded() {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean cleanedUp = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                SideBySide.run(
                    () -> {
                      try {
                        running.countDown();
                        Thread.sleep(60_000);
                        return "kernel";
                      } finally {
                        Thread.sleep(100);
                        cleanedUp.set(true);
                      }
                    },
                    () -> {
                      running.await();
                      throw new BuildException("no suite has a Docker that can be used");
                    }))
        .isInstanceOf(BuildException.class)
        .hasMessage("no suite has a Docker that can be used");
    assertThat(cleanedUp).isTrue();
  }

  @Test
  void aDefectStaysWhatItIs() {
    assertThatThrownBy(
            () ->
                SideBySide.run(
                    () -> {
                      throw new IllegalStateException("a defect");
                    },
                    () -> "user land"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a defect");
  }
}
