package org.boot2docker.guest.init.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSockets;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class ControlTest {
  private static final String SERVICES = "/usr/lib/boot2docker/services/";

  private final FakeKernel kernel = new FakeKernel();
  private final FakeSockets sockets = new FakeSockets(kernel);
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final Milestones milestones = new Milestones(kernel, log, true);
  private final List<Control.Answer> answers = new ArrayList<>();
  private Supervisor supervisor = new Supervisor(kernel, sockets, log, loop, milestones, false);
  private Control control = new Control(supervisor, loop);

  private void services(String... namesAndTexts) {
    service("console", "command=/bin/login\nterminal=/dev/tty1\nneeds=folders");
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      service(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    supervisor.load();
  }

  private void service(String name, String text) {
    kernel.file(SERVICES + name + ".service", text);
  }

  private Control.Answer ask(String request) {
    answers.clear();
    control.request(request, answers::add);
    loop.reap();
    return answer();
  }

  private Control.Answer answer() {
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  private int pid(String commandLine) {
    return kernel.pidOf(commandLine).orElseThrow();
  }

  private boolean runs(String commandLine) {
    return kernel.pidOf(commandLine).isPresent();
  }

  private void passTime(long millis) {
    long end = kernel.millis() + millis;
    loop.after(millis, () -> {});
    while (kernel.millis() < end) {
      loop.step();
    }
  }

  @Test
  void whatIsStoppedStaysStoppedUntilItIsStarted() {
    services("d", "command=/d");
    assertThat(ask("stop d")).isEqualTo(new Control.Answer(0, "d: stopped"));
    passTime(120_000);
    assertThat(runs("/d")).isFalse();
    assertThat(ask("status d").exit()).isEqualTo(1);
    assertThat(ask("start d").exit()).isZero();
    assertThat(runs("/d")).isTrue();
  }

  @Test
  void stoppingTwiceIsNoFailure() {
    services("d", "command=/d");
    ask("stop d");
    assertThat(ask("stop d")).isEqualTo(new Control.Answer(0, "d: stopped"));
  }

  @Test
  void stopAnswersOnlyWhenTheProcessIsGoneAndKillsItAtLast() {
    services("d", "command=/d\nstop-wait=30");
    int pid = pid("/d");
    kernel.stubborn.add(pid);
    control.request("stop d", answers::add);
    passTime(29_000);
    assertThat(answers).isEmpty();
    passTime(2_000);
    loop.reap();
    assertThat(answer().exit()).isZero();
    assertThat(kernel.calls).containsSubsequence("kill " + pid + " 15", "kill " + pid + " 9");
  }

  @Test
  void startAnswersWhenTheServiceIsReady() {
    services("d", "command=/d\nready=file:/run/d.pid");
    ask("stop d");
    kernel.file("/run/d.pid", "of an earlier run");
    answers.clear();
    control.request("start d", answers::add);
    assertThat(answers).isEmpty();
    kernel.file("/run/d.pid", "1");
    kernel.deliver(3, "event");
    loop.step();
    assertThat(answer()).isEqualTo(new Control.Answer(0, "d: running, process " + pid("/d")));
  }

  @Test
  void startSaysAfterAMinuteThatTheServiceIsNotReady() {
    services("d", "command=/d\nready=file:/run/d.pid\nlog=/var/log/d");
    ask("stop d");
    answers.clear();
    control.request("start d", answers::add);
    passTime(59_000);
    assertThat(answers).isEmpty();
    passTime(2_000);
    assertThat(answer().exit()).isEqualTo(1);
    assertThat(answer().text()).containsPattern("60 s.*/var/log/d");
  }

  @Test
  void startOfWhatRunsChangesNothing() {
    services("d", "command=/d");
    int pid = pid("/d");
    assertThat(ask("start d").text()).isEqualTo("d: running, process " + pid);
    assertThat(pid("/d")).isEqualTo(pid);
  }

  @Test
  void startDoesNotWaitForTheNextTryOfWhatKeepsFailing() {
    services("d", "command=/d");
    kernel.exit(pid("/d"), 1);
    loop.reap();
    assertThat(runs("/d")).isFalse();
    ask("start d");
    assertThat(runs("/d")).isTrue();
    passTime(10_000);
    assertThat(kernel.calls.stream().filter("start /d"::equals)).hasSize(2);
  }

  @Test
  void restartGivesAnotherProcess() {
    services("d", "command=/d");
    int before = pid("/d");
    assertThat(ask("restart d").exit()).isZero();
    assertThat(pid("/d")).isNotEqualTo(before);
  }

  @Test
  void restartsThatOvertakeEachOtherLeaveOneProcess() {
    services("d", "command=/d");
    control.request("restart d", answers::add);
    control.request("start d", answers::add);
    control.request("restart d", answers::add);
    loop.reap();
    loop.reap();
    assertThat(kernel.started.values().stream().filter(c -> c.argv().get(0).equals("/d")))
        .hasSize(1);
    assertThat(answers).hasSize(3).allMatch(answer -> answer.exit() == 0);
  }

  @Test
  void theLastOfStopAndStartCounts() {
    services("d", "command=/d");
    control.request("restart d", answers::add);
    control.request("stop d", answers::add);
    loop.reap();
    passTime(70_000);
    assertThat(runs("/d")).isFalse();
  }

  @Test
  void reloadIsAHangUpSignal() {
    services("d", "command=/d");
    assertThat(ask("reload d").exit()).isZero();
    assertThat(kernel.calls).endsWith("kill " + pid("/d") + " 1");
    ask("stop d");
    assertThat(ask("reload d")).isEqualTo(new Control.Answer(1, "d: stopped"));
  }

  @Test
  void startOfWhatStillWaitsAnswersAtOnceSoThatAScriptItWaitsForMayAsk() {
    services("d", "command=/d\nneeds=modules");
    assertThat(ask("restart d").exit()).isZero();
    assertThat(ask("list").text()).contains("d: waits for modules");
    milestones.reach("modules");
    assertThat(runs("/d")).isTrue();
  }

  @Test
  void whatIsStoppedBeforeItsTimeIsNotStarted() {
    services("d", "command=/d\nneeds=disk\nlatest=15");
    ask("stop d");
    milestones.reach("disk");
    passTime(20_000);
    assertThat(runs("/d")).isFalse();
  }

  @Test
  void anInitThatIsStartedAnewKeepsStoppedServicesStopped() {
    services("d", "command=/d");
    ask("stop d");
    supervisor = new Supervisor(kernel, sockets, log, loop, milestones, true);
    supervisor.load();
    assertThat(runs("/d")).isFalse();
    control = new Control(supervisor, loop);
    ask("start d");
    assertThat(runs("/d")).isTrue();
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    services("d", "command=/d");
    assertThat(ask("start nothing").exit()).isEqualTo(2);
    assertThat(ask("start nothing").text()).contains("service nothing");
    assertThat(ask("eat d").exit()).isEqualTo(2);
    assertThat(ask("").exit()).isEqualTo(2);
    assertThat(ask("start d now").exit()).isEqualTo(2);
  }

  @Test
  void nothingIsStartedWhileTheMachineGoesDown() {
    services("d", "command=/d");
    ask("stop d");
    supervisor.stopInOrder(() -> {});
    assertThat(ask("start d").exit()).isEqualTo(1);
    assertThat(runs("/d")).isFalse();
  }

  @Test
  void aScriptIsWaitedForUntilItsEnd() {
    services("d", "command=/d\nneeds=s", "s", "command=/s\nready=exit:180\nrestart=no");
    assertThat(runs("/d")).isFalse();
    kernel.exit(pid("/s"), 3);
    loop.reap();
    assertThat(runs("/d")).isTrue();
    assertThat(kernel.log()).containsPattern("<3>boot2docker: s .*exit status 3");
  }

  @Test
  void whoListensHearsAgainThatAScriptWhichIsStartedByCommandHasEnded() {
    services("s", "command=/s\nready=exit:180\nrestart=no\ncondition=/pack");
    List<String> heard = new ArrayList<>();
    milestones.listen(heard::add);
    kernel.file("/pack", "");

    control.request("start s", answers::add);
    kernel.exit(pid("/s"), 0);
    loop.reap();

    assertThat(heard).containsExactly("s");
  }

  @Test
  void aScriptThatIsNotThereIsNotWaitedFor() {
    services("d", "command=/d\nneeds=s", "s", "command=/s\ncondition=/s\nready=exit:180");
    assertThat(runs("/d")).isTrue();
    assertThat(runs("/s")).isFalse();
  }

  @Test
  void aScriptThatTakesTooLongIsNotWaitedForAndSaidSo() {
    services("d", "command=/d\nneeds=s", "s", "command=/s\nready=exit:180\nrestart=no\nlog=/l");
    passTime(179_000);
    assertThat(runs("/d")).isFalse();
    passTime(2_000);
    assertThat(runs("/d")).isTrue();
    assertThat(runs("/s")).isTrue();
    assertThat(kernel.log()).containsPattern("<3>boot2docker: s .*180 s");
  }

  @Test
  void anInitThatIsStartedAnewDoesNotRunScriptsAgain() {
    services("s", "command=/s\nready=exit:180\nrestart=no");
    kernel.exit(pid("/s"), 0);
    loop.reap();
    Milestones fresh = new Milestones(kernel, log, false);
    new Supervisor(kernel, sockets, log, loop, fresh, true).load();
    assertThat(runs("/s")).isFalse();
    assertThat(fresh.isReached("s")).isTrue();
  }
}
