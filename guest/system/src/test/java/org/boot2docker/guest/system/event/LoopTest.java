package org.boot2docker.guest.system.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class LoopTest {
  private final FakeKernel kernel = new FakeKernel();
  private final Loop loop = new Loop(kernel, new Log(kernel));
  private final List<String> seen = new ArrayList<>();

  @Test
  void runsTimersInTimeAndOnce() {
    loop.after(200, () -> seen.add("late"));
    loop.after(100, () -> seen.add("early"));
    loop.step();
    assertThat(seen).containsExactly("early");
    loop.step();
    assertThat(seen).containsExactly("early", "late");
    assertThat(kernel.millis()).isEqualTo(5200);
  }

  @Test
  void servesReadableDescriptorsWithoutWaiting() {
    int socket = kernel.ueventSocket();
    byte[] buffer = new byte[10];
    loop.onReadable(socket, () -> seen.add("read " + kernel.read(socket, buffer)));
    loop.after(1000, () -> seen.add("timer"));
    kernel.deliver(socket, "abc");
    loop.step();
    assertThat(seen).containsExactly("read 3");
    assertThat(kernel.millis()).isEqualTo(5000);
  }

  @Test
  void goesOnAfterATaskThrew() {
    loop.after(
        1,
        () -> {
          throw new IllegalStateException("broken");
        });
    loop.after(1, () -> seen.add("next"));
    loop.step();
    assertThat(seen).containsExactly("next");
    assertThat(kernel.log()).containsPattern("<3>boot2docker: .*error");
  }

  @Test
  void tellsWhoAskedAboutAChildAndReapsTheOthers() {
    int mine = kernel.start(Command.of(List.of("/a"), List.of(), -1));
    int other = kernel.start(Command.of(List.of("/b"), List.of(), -1));
    loop.onExit(mine, exit -> seen.add(exit.describe()));
    kernel.exit(other, 0);
    kernel.exit(mine, 7);
    loop.reap();
    assertThat(seen).containsExactly("exit status 7");
    assertThat(kernel.reap()).isEmpty();
  }

  @Test
  void tellsOfAChildThatCouldNotBeStartedAsOfOneThatHasEnded() {
    kernel.failures.put("start /a", -Linux.EAGAIN);
    int failed = kernel.start(Command.of(List.of("/a"), List.of(), -1));
    loop.onExit(failed, exit -> seen.add(exit.describe() + ", code " + exit.code()));
    assertThat(seen).as("not before whoever asked has gone on").isEmpty();
    loop.step();
    assertThat(seen).containsExactly("error 11 at its start, code 127");
  }
}
