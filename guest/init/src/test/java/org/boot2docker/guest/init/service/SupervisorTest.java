package org.boot2docker.guest.init.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSockets;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorTest {
  private static final String SERVICES = "/usr/lib/boot2docker/services/";

  private final FakeKernel kernel = new FakeKernel();
  private final FakeSockets sockets = new FakeSockets(kernel);
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final Milestones milestones = new Milestones(kernel, log, true);

  private Supervisor load() {
    return load(false);
  }

  private Supervisor load(boolean adopt) {
    service("console", "command=/bin/login\nterminal=/dev/tty1\nneeds=folders");
    Supervisor supervisor = new Supervisor(kernel, sockets, log, loop, milestones, adopt);
    supervisor.load();
    return supervisor;
  }

  private void service(String name, String text) {
    kernel.file(SERVICES + name + ".service", text);
  }

  private boolean runs(String commandLine) {
    return kernel.pidOf(commandLine).isPresent();
  }

  private void end(String commandLine, int code) {
    kernel.exit(kernel.pidOf(commandLine).orElseThrow(), code);
    loop.reap();
  }

  /** Lets time pass until the program runs again; how long that took. */
  private long waitFor(String commandLine) {
    long start = kernel.millis();
    while (!runs(commandLine)) {
      loop.step();
    }
    return kernel.millis() - start;
  }

  @Test
  void startsAServiceOnlyWhenAllItNeedsIsThere() {
    service("d", "command=/d\nneeds=disk modules");
    load();
    milestones.reach("disk");
    assertThat(runs("/d")).isFalse();
    milestones.reach("modules");
    assertThat(runs("/d")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ready=notify",
        "ready=file:/run/d",
        "ready=http:/run/d.sock:/x",
        "ready=exit:9"
      })
  void whatWaitsForAServiceWhoseConditionIsFalseStartsWithoutIt(String ready) {
    service("d", "command=/d\ncondition=/none\n" + ready);
    service("user", "command=/user\nneeds=d");
    load();
    assertThat(runs("/d")).isFalse();
    assertThat(runs("/user")).isTrue();
    assertThat(kernel.text("/dev/kmsg")).contains("d is not started: there is no /none");
  }

  @Test
  void namesThePathOfEachInstanceWhoseConditionIsFalse() {
    service("d", "command=/d %i\ncondition=/run/%i.on\ninstances=one two");
    load();
    assertThat(kernel.text("/dev/kmsg"))
        .contains("d-one is not started: there is no /run/one.on")
        .contains("d-two is not started: there is no /run/two.on")
        .doesNotContain("%i");
  }

  @Test
  void startsTheInstanceWhoseConditionIsTrue() {
    service("d", "command=/d %i\ncondition=/run/%i.on\ninstances=one two");
    kernel.file("/run/two.on", "1");
    load();
    assertThat(runs("/d two")).isTrue();
    assertThat(runs("/d one")).isFalse();
  }

  @Test
  void startsFirstWhatMostOthersWaitFor() {
    service("a", "command=/a\nneeds=disk");
    service("daemon", "command=/daemon\nneeds=disk keys\nuses=engine");
    service("engine", "command=/engine\nneeds=disk");
    service("follower", "command=/follower\nneeds=daemon");
    service("keys", "command=/keys\nneeds=disk");
    service("secure", "command=/secure\nneeds=keys");
    load();
    milestones.reach("disk");
    assertThat(kernel.calls)
        .containsExactly(
            "start /keys",
            "start /engine",
            "start /daemon",
            "start /a",
            "start /follower",
            "start /secure");
  }

  @Test
  void startsTheFollowersOfAMilestoneAnewWhenItIsTakenBackAndComesAgain() {
    service("bare", "command=/bare");
    service("shell", "command=/shell\nneeds=disk\nterminal=/dev/null");
    service("engine", "command=/engine\nneeds=disk");
    service("daemon", "command=/daemon\nneeds=engine\nuses=engine");
    Supervisor supervisor = load();
    milestones.reach("disk");
    List<String> ended =
        Stream.of("/daemon", "/engine")
            .map(program -> "kill " + kernel.pidOf(program).orElseThrow() + " 15")
            .toList();
    List<String> moved = new ArrayList<>();
    supervisor.withdraw("disk", () -> moved.add("moved"));
    assertThat(moved).isEmpty();
    loop.reap();
    assertThat(kernel.calls).as("what is used ends last").containsSubsequence(ended);
    assertThat(moved).containsExactly("moved");
    assertThat(runs("/daemon") || runs("/engine")).isFalse();
    assertThat(runs("/bare") && runs("/shell")).as("they stay").isTrue();

    milestones.reach("disk");
    assertThat(runs("/daemon") && runs("/engine")).isTrue();
  }

  @Test
  void startsItEvenSoWhenItsLatestTimeHasCome() {
    service("d", "command=/d\nneeds=disk\nlatest=15");
    milestones.reach("identity");
    load();
    assertThat(waitFor("/d")).isEqualTo(15_000);
  }

  @Test
  void whatMakesKeysIsNotStartedLateInATemplate() {
    service("keys", "command=/keys\nneeds=identity\nlatest=15");
    service("more", "command=/more\nneeds=docker keys\nlatest=15");
    service("net", "command=/net\nneeds=disk\nlatest=10");
    service("docker", "command=/docker\nneeds=folders\nlatest=40");
    load();
    assertThat(waitFor("/docker")).isEqualTo(40_000);
    assertThat(runs("/keys") || runs("/more") || runs("/net")).isFalse();

    milestones.reach("identity");
    assertThat(runs("/keys")).isTrue();
    assertThat(waitFor("/net")).isLessThanOrEqualTo(10_000);
  }

  @Test
  void timeLimitsCountFromTheDiskWhichMayBeCheckedForLong() {
    milestones.reach("identity");
    service("docker", "command=/docker\nneeds=disk folders");
    service("script", "command=/script\nneeds=docker\nlatest=300");
    service("settle", "command=/settle\nneeds=disk docker\nlatest=600");
    service("shell", "command=/shell\nneeds=docker\nlatest=15\nterminal=/dev/null");
    service("other", "command=/other\nneeds=folders\nlatest=20");
    load();
    assertThat(waitFor("/shell")).isEqualTo(15_000);
    assertThat(waitFor("/other")).isEqualTo(5_000);
    assertThat(waitFor("/settle")).isEqualTo(580_000);
    assertThat(runs("/script")).isFalse();

    milestones.reach("disk");
    assertThat(waitFor("/script")).as("Docker has its time to answer").isEqualTo(300_000);
  }

  @Test
  void timeLimitsCountAnewWhenAMilestoneIsTakenBack() {
    milestones.reach("identity");
    service("net", "command=/net\nneeds=disk\nlatest=10");
    Supervisor supervisor = load();
    milestones.reach("disk");
    loop.after(60_000, () -> {});
    loop.step();
    loop.step();

    supervisor.withdraw("disk", () -> {});
    loop.reap();
    assertThat(runs("/net")).isFalse();
    assertThat(waitFor("/net")).isEqualTo(10_000);
  }

  @Test
  void whatRunsOnceAndHadNotBegunRunsAfterACrashOfInit() {
    service("ran", "command=/ran\nrestart=no");
    service("lost", "command=/lost\nrestart=no");
    service("waits", "command=/waits\nneeds=disk\nrestart=no");
    load();
    end("/ran", 0);
    // Its end comes to no init.
    kernel.exit(kernel.pidOf("/lost").orElseThrow(), 0);

    Milestones later = new Milestones(kernel, log, false);
    new Supervisor(kernel, sockets, log, loop, later, true).load();
    later.reach("disk");

    assertThat(runs("/waits")).isTrue();
    assertThat(runs("/ran") || runs("/lost")).isFalse();
  }

  @Test
  void lowersItsTriesWhenAServiceKeepsFailing() {
    service("d", "command=/d");
    load();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      end("/d", 1);
      waits.add(waitFor("/d"));
    }
    assertThat(waits)
        .containsExactly(400L, 800L, 1600L, 3200L, 6400L, 12800L, 25600L, 51200L, 60000L, 60000L);
    assertThat(kernel.log()).containsPattern("<3>boot2docker: d .*exit status 1.* 0 ms");
  }

  @Test
  void forgetsFailuresAfterALongRun() {
    service("d", "command=/d");
    load();
    end("/d", 1);
    waitFor("/d");
    loop.after(11_000, () -> {});
    loop.step();
    end("/d", 1);
    assertThat(waitFor("/d")).isEqualTo(200);
  }

  @Test
  void doesNotRestartWhatShouldRunOnce() {
    service("d", "command=/d\nrestart=no");
    load();
    end("/d", 0);
    loop.step();
    assertThat(runs("/d")).isFalse();
  }

  @Test
  void givesAShellWhenLoginKeepsFailing() {
    service("tty", "command=/bin/login\nfallback=/bin/sh -l\nterminal=/dev/tty2");
    load();
    for (int i = 0; i < 4; i++) {
      end("/bin/login", 1);
      while (!runs("/bin/login") && !runs("/bin/sh")) {
        loop.step();
      }
    }
    assertThat(runs("/bin/sh -l")).isTrue();
  }

  @Test
  void givesAShellWhenNoConsoleIsDescribed() {
    Supervisor supervisor = new Supervisor(kernel, sockets, log, loop, milestones, false);
    supervisor.load();
    int shell = kernel.pidOf("/bin/sh").orElseThrow();
    assertThat(kernel.started.get(shell).terminal()).contains("/dev/console");
  }

  @Test
  void leavesOutConsolesThatTheMachineLacks() {
    service(
        "tty", "command=/c %i\ninstances=tty2 ttyS0 ttyS1\ncondition=/dev/%i\nterminal=/dev/%i");
    kernel.file("/dev/ttyS0", "").file("/dev/ttyS1", "");
    kernel.file("/sys/class/tty/ttyS0/type", "4\n").file("/sys/class/tty/ttyS1/type", "0\n");
    load();
    assertThat(kernel.calls).containsExactly("start /c ttyS0");
  }

  @Test
  void reportsABadDescriptionAndGoesOn() {
    service("bad", "nonsense");
    service("good", "command=/good");
    load();
    assertThat(kernel.log())
        .contains("<3>boot2docker: " + SERVICES + "bad.service:1: unknown key nonsense");
    assertThat(runs("/good")).isTrue();
  }

  @Test
  void namesAnUnknownNeedAndDoesNotWaitForIt() {
    service("d", "command=/d\nneeds=disc");
    load();
    assertThat(kernel.log())
        .contains(SERVICES + "d.service:2: needs= names disc")
        .contains("disk?");
    assertThat(runs("/d")).isTrue();
  }

  @Test
  void isReadyWhenItsOwnProcessSaysSo() {
    service("d", "command=/d\nready=notify");
    service("other", "command=/other");
    load();
    int process = kernel.pidOf("/d").orElseThrow();
    assertThat(kernel.started.get(process).environment())
        .contains("NOTIFY_SOCKET=/run/boot2docker/notify");
    assertThat(kernel.started.get(kernel.pidOf("/other").orElseThrow()).environment())
        .noneMatch(word -> word.startsWith("NOTIFY_SOCKET"));
    says(process + 7, "READY=1");
    says(kernel.pidOf("/other").orElseThrow(), "READY=1");
    says(process, "STATUS=reading\nREADY=0");
    assertThat(milestones.isReached("d")).isFalse();
    says(process, "STATUS=done\nREADY=1\n");
    assertThat(milestones.isReached("d")).isTrue();
    assertThat(kernel.log()).contains("notification of process " + (process + 7) + " is ignored");
  }

  @Test
  void aNotificationIsTakenOnceAndStoppingIsShown() {
    service("d", "command=/d\nready=notify");
    Supervisor supervisor = load();
    int process = kernel.pidOf("/d").orElseThrow();
    says(process, "READY=1");
    says(process, "READY=1\nMAINPID=" + process);
    assertThat(kernel.log()).doesNotContain("<3>");
    says(process, "MAINPID=1");
    assertThat(kernel.log()).contains("<3>boot2docker: d names another process as its own");
    says(process, "STOPPING=1");
    assertThat(supervisor.unit("d").orElseThrow().instances().get(0).describe())
        .isEqualTo("stopping by itself, process " + process);
  }

  @Test
  void whatAnEarlierLifeHasStartedIsReadyAtOnce() {
    service("d", "command=/d\nready=notify");
    load();
    Milestones later = new Milestones(kernel, log, false);
    new Supervisor(kernel, sockets, log, loop, later, true).load();
    assertThat(later.isReached("d")).isTrue();
  }

  private void says(int process, String text) {
    int notifications = 4;
    kernel.deliver(notifications, process + " " + text);
    loop.step();
  }

  @Test
  void runsOneProcessForEachWiredInterface() {
    service("dhcp", "command=/dhcp %i\ninstances=wired");
    kernel.file("/sys/class/net/eth0/type", "1").link("/sys/class/net/eth0/device", "x");
    Supervisor supervisor = load();
    supervisor.interfaceAppeared("eth0");
    supervisor.interfaceAppeared("eth1");
    assertThat(kernel.calls).containsExactly("start /dhcp eth0", "start /dhcp eth1");
    supervisor.interfaceGone("eth1");
    loop.reap();
    loop.step();
    assertThat(runs("/dhcp eth1")).isFalse();
  }

  @Test
  void anInterfaceThatComesAgainWhileItsProcessEndsGetsANewOne() {
    service("dhcp", "command=/dhcp %i\ninstances=wired");
    kernel.file("/sys/class/net/eth0/type", "1").link("/sys/class/net/eth0/device", "x");
    Supervisor supervisor = load();
    supervisor.interfaceAppeared("eth0");
    supervisor.interfaceGone("eth0");
    supervisor.interfaceAppeared("eth0");
    loop.reap();
    loop.step();
    assertThat(kernel.calls.stream().filter("start /dhcp eth0"::equals)).hasSize(2);
    assertThat(runs("/dhcp eth0")).isTrue();
  }

  @Test
  void reachesTheServicesMilestoneWhenItAnswers() {
    service("docker", "command=/dockerd\nready=http:/run/docker.sock:/_ping");
    int watcher = 3;
    load();
    assertThat(milestones.isReached("docker-socket")).isFalse();
    kernel.file("/run/docker.sock", "");
    kernel.deliver(watcher, "event");
    loop.step();
    assertThat(milestones.isReached("docker-socket")).isTrue();
    assertThat(kernel.calls).contains("connect /run/docker.sock");
    kernel.deliver(highestSocket(), "HTTP/1.0 503 Starting\r\n");
    loop.step();
    assertThat(milestones.isReached("docker")).isFalse();
    loop.step();
    kernel.deliver(highestSocket(), "HTTP/1.0 200 OK\r\n");
    loop.step();
    assertThat(milestones.isReached("docker")).isTrue();
  }

  /** The descriptor that was opened last. */
  private int highestSocket() {
    int probe = kernel.ueventSocket();
    kernel.close(probe);
    return probe - 1;
  }

  @Test
  void takesOverProcessesOfAnEarlierLife() {
    service("d", "command=/d");
    load();
    int pid = kernel.pidOf("/d").orElseThrow();
    Supervisor second = new Supervisor(kernel, sockets, log, loop, milestones, true);
    kernel.calls.clear();
    second.load();
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("start /d"));
    assertThat(kernel.started).containsKey(pid);
  }

  @Test
  void stopsTheUserBeforeWhatItUsesAndKillsWhatDoesNotListen() {
    service("containerd", "command=/containerd\nstop-wait=10");
    service("docker", "command=/dockerd\nuses=containerd\nstop-wait=30");
    service("sshd", "command=/sshd");
    Supervisor supervisor = load();
    int docker = kernel.pidOf("/dockerd").orElseThrow();
    int containerd = kernel.pidOf("/containerd").orElseThrow();
    kernel.stubborn.add(docker);
    List<Long> done = new ArrayList<>();
    supervisor.stopInOrder(() -> done.add(kernel.millis()));
    loop.step();
    loop.reap();
    loop.reap();
    assertThat(kernel.calls)
        .endsWith("kill " + docker + " 15", "kill " + docker + " 9", "kill " + containerd + " 15");
    assertThat(done).containsExactly(35_000L);
    assertThat(runs("/sshd")).isTrue();
  }

  @Test
  void goesDownAlthoughAProcessCannotBeKilled() {
    service("containerd", "command=/containerd\nstop-wait=10");
    service("docker", "command=/dockerd\nuses=containerd\nstop-wait=30");
    Supervisor supervisor = load();
    int docker = kernel.pidOf("/dockerd").orElseThrow();
    kernel.immortal.add(docker);
    long start = kernel.millis();
    List<Long> done = new ArrayList<>();

    supervisor.stopInOrder(() -> done.add(kernel.millis() - start));
    for (int step = 0; step < 10 && done.isEmpty(); step++) {
      loop.step();
      loop.reap();
    }

    assertThat(done).containsExactly(35_000L);
    assertThat(runs("/containerd")).isFalse();
    kernel.exit(docker, 0);
    loop.reap();
    assertThat(done).as("its end comes too late to count").hasSize(1);
  }

  @Test
  void whatServersSaidOnAnInterfaceGoesWithIt() {
    service("dhcp", "command=/dhcp %i\ninstances=wired");
    kernel.file("/sys/class/net/eth0/type", "1").link("/sys/class/net/eth0/device", "x");
    String notes = GuestPaths.NETWORK + "/eth1";
    kernel.file(notes + ".resolv", "nameserver 10.0.0.1\n");
    kernel.file(notes + ".router.resolv", "nameserver fd00::1\n").file(notes + ".ntp", "10.0.0.1");
    kernel.file(GuestPaths.NETWORK + "/eth0.resolv", "nameserver 10.9.9.9\n");
    Supervisor supervisor = load();
    supervisor.interfaceAppeared("eth1");

    supervisor.interfaceGone("eth1");
    loop.reap();
    loop.step();

    assertThat(kernel.text("/run/resolv.conf")).isEqualTo("nameserver 10.9.9.9\n");
    assertThat(kernel.exists(notes + ".ntp")).isFalse();
  }

  @Test
  void keepsLogsSmall() {
    kernel.file("/var/log/d.log", "0123456789");
    new LogFile(kernel, "/var/log/d.log", 4).trim();
    assertThat(kernel.text("/var/log/d.log")).isEmpty();
    assertThat(kernel.text("/var/log/d.log.1")).isEqualTo("6789");
    kernel.file("/var/log/e.log", "0123");
    new LogFile(kernel, "/var/log/e.log", 4).trim();
    assertThat(kernel.text("/var/log/e.log")).isEqualTo("0123");
  }

  /** Who kills a DHCP client wants to set the address by hand. */
  @ParameterizedTest
  @ValueSource(ints = {0, 128 + 15, 128 + 9})
  void whatSomebodyEndedStaysEndedWhenOnlyFailuresAreMended(int code) {
    service("d", "command=/d\nrestart=failure");
    load();
    end("/d", 1);
    waitFor("/d");
    end("/d", code);
    loop.after(120_000, () -> {});
    loop.step();
    assertThat(runs("/d")).isFalse();

    load(true);
    assertThat(runs("/d")).as("also after a crash of init").isFalse();
  }
}
