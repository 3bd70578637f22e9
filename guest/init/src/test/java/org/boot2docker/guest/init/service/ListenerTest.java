package org.boot2docker.guest.init.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSockets;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

/** The socket that a service is handed, through the life of the service and of init. */
class ListenerTest {
  private static final String SERVICES = "/usr/lib/boot2docker/services/";
  private static final String SOCKET = "/run/d.sock";
  private static final int CLOSED = -9;

  private final FakeKernel kernel =
      new FakeKernel()
          .file("/etc/group", "root:x:0:\ndocker:x:101:docker\n")
          .file(SERVICES + "console.service", "command=/bin/login\nterminal=/dev/tty1")
          .file(SERVICES + "d.service", "command=/d\nneeds=disk\nlisten=/run/d.sock:docker");
  private final FakeSockets sockets = new FakeSockets(kernel);
  private final Log log = new Log(kernel);
  private Loop loop = new Loop(kernel, log);
  private Milestones milestones = new Milestones(kernel, log, true);
  private Supervisor supervisor = load(false);

  private Supervisor load(boolean adopt) {
    Supervisor loaded = new Supervisor(kernel, sockets, log, loop, milestones, adopt);
    loaded.load();
    return loaded;
  }

  /** Init is started anew: of its own, only what lies in files is left. */
  private void initCrashes() {
    kernel.close(sockets.last());
    loop = new Loop(kernel, log);
    milestones = new Milestones(kernel, log, false);
    supervisor = load(true);
  }

  private void ask(String request) {
    List<Control.Answer> answers = new ArrayList<>();
    new Control(supervisor, loop).request(request, answers::add);
    loop.reap();
    assertThat(answers).extracting(Control.Answer::exit).containsExactly(0);
  }

  private int pid() {
    return kernel.pidOf("/d").orElseThrow();
  }

  /** The descriptor that the running process was given. */
  private int passed() {
    return kernel.started.get(pid()).socket();
  }

  private void crashAndComeBack() {
    kernel.exit(pid(), 1);
    loop.reap();
    while (kernel.pidOf("/d").isEmpty()) {
      loop.step();
    }
  }

  private void clientConnects(int socket) {
    kernel.deliver(socket, ".");
  }

  private int waiting(int socket) {
    return kernel.read(socket, new byte[1]);
  }

  private long opened() {
    return kernel.calls.stream().filter(("listen " + SOCKET)::equals).count();
  }

  @Test
  void isOpenForItsGroupBeforeTheServiceMayStart() {
    assertThat(kernel.pidOf("/d")).isEmpty();
    assertThat(kernel.exists(SOCKET)).isTrue();
    assertThat(milestones.isReached("d-socket")).isTrue();
    assertThat(kernel.calls)
        .containsSubsequence("listen " + SOCKET, "chown 0:101 " + SOCKET, "chmod 660 " + SOCKET);
  }

  @Test
  void isPassedToItsServiceAndToNoOther() {
    milestones.reach("disk");
    assertThat(passed()).isEqualTo(sockets.last());
    assertThat(kernel.started.get(kernel.pidOf("/bin/login").orElseThrow()).socket()).isNegative();
  }

  @Test
  void staysWithItsClientsWhenTheServiceCrashes() {
    milestones.reach("disk");
    int socket = passed();
    clientConnects(socket);
    crashAndComeBack();
    assertThat(passed()).isEqualTo(socket);
    assertThat(waiting(socket)).isPositive();
    assertThat(opened()).isEqualTo(1);
  }

  @Test
  void staysWithItsClientsOverARestartByCommand() {
    milestones.reach("disk");
    int socket = passed();
    clientConnects(socket);
    ask("restart d");
    assertThat(passed()).isEqualTo(socket);
    assertThat(waiting(socket)).isPositive();
  }

  @Test
  void isRemovedAndItsClientsAreSentAwayWhenTheServiceIsStopped() {
    milestones.reach("disk");
    int socket = passed();
    clientConnects(socket);
    clientConnects(socket);
    ask("stop d");
    assertThat(kernel.exists(SOCKET)).isFalse();
    assertThat(waiting(socket)).isEqualTo(CLOSED);
    assertThat(waiting(sockets.last())).as("the client accepted last").isEqualTo(CLOSED);
    ask("start d");
    assertThat(kernel.exists(SOCKET)).isTrue();
    assertThat(passed()).isEqualTo(sockets.last());
  }

  @Test
  void isThereAsSoonAsWhatStillWaitsIsToBeStarted() {
    ask("stop d");
    assertThat(kernel.exists(SOCKET)).isFalse();
    ask("start d");
    assertThat(kernel.pidOf("/d")).isEmpty();
    assertThat(kernel.exists(SOCKET)).isTrue();
  }

  @Test
  void isRemovedAtOnceWhenTheMachineGoesDown() {
    milestones.reach("disk");
    kernel.stubborn.add(pid());
    clientConnects(sockets.last());
    supervisor.stopInOrder(() -> {});
    assertThat(kernel.exists(SOCKET)).isFalse();
    assertThat(waiting(sockets.last())).isEqualTo(CLOSED);
  }

  @Test
  void isMadeAnewWhenSomebodyRemovedItsFile() {
    milestones.reach("disk");
    int socket = passed();
    kernel.unlink(SOCKET);
    crashAndComeBack();
    assertThat(kernel.exists(SOCKET)).isTrue();
    assertThat(passed()).isNotEqualTo(socket).isEqualTo(sockets.last());
    assertThat(waiting(socket)).isEqualTo(CLOSED);
  }

  @Test
  void takesItsPlaceAgainWhenTheServicePutItsOwnThere() {
    milestones.reach("disk");
    kernel.file(SOCKET, "999");
    crashAndComeBack();
    assertThat(opened()).isEqualTo(2);
    assertThat(kernel.text(SOCKET)).isEqualTo(Integer.toString(passed()));
  }

  @Test
  void isLeftToTheProcessThatHoldsItWhenInitCrashesAndRemadeWhenThatEnds() {
    milestones.reach("disk");
    initCrashes();
    milestones.reach("disk");
    assertThat(opened()).isEqualTo(1);
    assertThat(kernel.exists(SOCKET)).isTrue();
    kernel.exit(pid(), 1);
    loop.reap();
    assertThat(opened()).as("before the pause that precedes the next start").isEqualTo(2);
    loop.step();
    assertThat(passed()).isEqualTo(sockets.last());
  }

  @Test
  void isRemovedByAStopAlsoWhereTheProcessHoldsIt() {
    milestones.reach("disk");
    initCrashes();
    milestones.reach("disk");
    ask("stop d");
    assertThat(kernel.exists(SOCKET)).isFalse();
    initCrashes();
    assertThat(kernel.exists(SOCKET)).isFalse();
  }

  @Test
  void isOpenedAgainAtOnceWhenInitCrashesBeforeTheServiceRuns() {
    initCrashes();
    assertThat(opened()).isEqualTo(2);
    milestones.reach("disk");
    assertThat(passed()).isEqualTo(sockets.last());
  }

  @Test
  void isForRootWhenTheGroupIsUnknown() {
    kernel.file(SERVICES + "e.service", "command=/e\nlisten=/run/e.sock:nobodies");
    load(false);
    assertThat(kernel.log()).containsPattern("<3>boot2docker: .*/run/e\\.sock.*nobodies");
    assertThat(kernel.calls).noneMatch(call -> call.endsWith(" /run/e.sock") && isChange(call));
  }

  private static boolean isChange(String call) {
    return call.startsWith("chown") || call.startsWith("chmod");
  }

  @Test
  void isLeftToTheServiceWhenItCannotBeOpened() {
    kernel.failures.put("listen /run/e.sock", -Linux.ENOSPC);
    kernel.file(SERVICES + "e.service", "command=/e\nlisten=/run/e.sock:docker");
    load(false);
    assertThat(kernel.started.get(kernel.pidOf("/e").orElseThrow()).socket()).isNegative();
    assertThat(kernel.log()).contains("<3>boot2docker: listening on /run/e.sock");
  }
}
