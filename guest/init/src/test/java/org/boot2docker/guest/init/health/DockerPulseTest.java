package org.boot2docker.guest.init.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

/** A Docker that is silent is said once; one that is slow, or stopped, is not. */
class DockerPulseTest {
  private static final String SILENT = "Docker has not answered";
  private static final int FIRST_SOCKET = 3;
  private static final int ENOENT = 2;

  private final FakeKernel kernel = new FakeKernel();
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final DockerPulse pulse = new DockerPulse(kernel, log, loop);

  /** The fake's clock moves on to the next timer, so one of our own ends the wait. */
  private void pass(int seconds) {
    AtomicBoolean passed = new AtomicBoolean();
    loop.after(seconds * 1_000L, () -> passed.set(true));
    while (!passed.get()) {
      loop.step();
    }
  }

  /** Files take numbers, too, as does the probe. */
  private int lastSocket() {
    return kernel.watcher() - 1;
  }

  private int asked() {
    return (int) kernel.calls.stream().filter(call -> call.startsWith("connect ")).count();
  }

  @Test
  void silenceIsSaidOnceAndItsEndToo() {
    pulse.begin();
    pass(100);
    assertThat(kernel.log()).containsOnlyOnce(SILENT).contains("service docker restart");
    kernel.deliver(FIRST_SOCKET, "HTTP/1.0 200 OK\r\n");
    loop.step();
    assertThat(kernel.log()).contains("Docker answers again");
  }

  @Test
  void aConnectionThatIsClosedIsNoAnswer() {
    pulse.begin();
    pass(100);
    kernel.deliver(FIRST_SOCKET, "");
    loop.step();
    assertThat(kernel.log()).contains(SILENT).doesNotContain("Docker answers again");
    pass(11);
    assertThat(asked()).as("a closed connection is asked about again").isEqualTo(2);
    kernel.deliver(lastSocket(), "HTTP/1.0 200 OK\r\n");
    loop.step();
    assertThat(kernel.log()).contains("Docker answers again");
  }

  @Test
  void answersThatTakeSecondsAreNoSilence() {
    pulse.begin();
    for (int i = 0; i < 8; i++) {
      pass(15);
      kernel.deliver(FIRST_SOCKET + i, "HTTP/1.0 200 OK\r\n");
      loop.step();
    }
    assertThat(asked()).isEqualTo(8);
    assertThat(kernel.log()).doesNotContain(SILENT);
  }

  @Test
  void aDockerWithoutASocketIsStoppedAndAskedAgainLater() {
    kernel.failures.put("connect " + GuestPaths.DOCKER_SOCKET, -ENOENT);
    pulse.begin();
    pass(60);
    assertThat(asked()).isEqualTo(6);
    assertThat(kernel.log()).doesNotContain(SILENT);
  }
}
