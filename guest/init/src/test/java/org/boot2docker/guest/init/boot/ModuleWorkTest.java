package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class ModuleWorkTest {
  private static final String WORKER = "/run/boot2docker/module-worker.pid";

  private final FakeKernel kernel =
      new FakeKernel().file("/sys/devices/system/cpu/online", "0-1\n");
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final List<String> reached = new ArrayList<>();
  private boolean ending;

  private ModuleWork begin() {
    Runnable firmware = () -> reached.add("firmware");
    Runnable storage = () -> reached.add("storage");
    Runnable all = () -> reached.add("all");
    ModuleWork work = new ModuleWork(kernel, log, loop, () -> ending, firmware, storage, all);
    work.begin();
    return work;
  }

  /** Starts what is due, the worker for devices first; the result is where that one reports. */
  private int startWorkers() {
    int last = kernel.watcher();
    loop.step();
    return last + 1;
  }

  @Test
  void reachesItsEndAlthoughNoProcessCouldBeStartedAtFirst() {
    kernel.failures.put("fork ModuleWorker", -Linux.EAGAIN);
    kernel.failures.put("fork ListWorker", -Linux.EAGAIN);
    begin();
    loop.step();
    assertThat(kernel.log())
        .containsPattern("<3>boot2docker: .*worker.*error 11")
        .containsPattern("<3>boot2docker: .*lists.*error 11");
    assertThat(reached).as("without drivers no disk is looked for").isEmpty();
    assertThat(kernel.exists(WORKER)).as("kill(2) takes -11 for a group of processes").isFalse();

    kernel.failures.clear();
    int reports = startWorkers();
    assertThat(kernel.millis()).isEqualTo(6_000);
    assertThat(kernel.text(WORKER)).isEqualTo(kernel.forked.first() + "\n");
    kernel.deliver(reports, "a");
    loop.step();
    assertThat(reached).containsExactly("storage");
    kernel.exit(kernel.forked.last(), 0);
    loop.reap();
    assertThat(reached).containsExactly("storage", "all");
  }

  @Test
  void letsTheWorkerEndWithTheMachine() {
    begin();
    startWorkers();
    ending = true;
    kernel.exit(kernel.forked.first(), 0);
    loop.reap();
    loop.step();
    assertThat(kernel.log()).doesNotContain("the module worker ended");
    assertThat(kernel.forked).as("the other worker").hasSize(1);
  }

  @Test
  void anotherWorkerTakesOverWhenThereAreMoreModules() {
    // The file that has the number of processors is opened before.
    int reports = kernel.watcher() + 2;
    ModuleWork work = begin();
    int first = kernel.forked.first();

    work.renew();
    assertThat(kernel.calls).as("while it loads").noneMatch(call -> call.startsWith("kill "));
    kernel.deliver(reports, "a");
    loop.step();
    kernel.exit(first, 128 + Linux.SIGKILL);
    loop.reap();

    assertThat(kernel.calls).contains("kill " + first + " " + Linux.SIGKILL);
    assertThat(kernel.text(WORKER)).isEqualTo(kernel.forked.last() + "\n");
    assertThat(kernel.log()).doesNotContain("the module worker ended");
  }

  @Test
  void goesOnWithoutAListThatCannotBeLoaded() {
    begin();
    kernel.exit(kernel.forked.last(), 1);
    loop.reap();
    assertThat(kernel.log()).containsPattern("/etc/modules-load.d .*exit status 1.*modprobe");
  }
}
