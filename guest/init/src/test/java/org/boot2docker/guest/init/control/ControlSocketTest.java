package org.boot2docker.guest.init.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.init.service.Control;
import org.boot2docker.guest.init.service.Supervisor;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSockets;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class ControlSocketTest {
  private final FakeKernel kernel =
      new FakeKernel()
          .file("/usr/lib/boot2docker/services/d.service", "command=/d\nterminal=/dev/tty1");
  private final FakeSockets sockets = new FakeSockets(kernel);
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final int socket = open();

  private int open() {
    Milestones milestones = new Milestones(kernel, log, true);
    Supervisor supervisor = new Supervisor(kernel, sockets, log, loop, milestones, false);
    supervisor.load();
    new ControlSocket(kernel, sockets, loop, new Control(supervisor, loop)).open(log);
    return sockets.last();
  }

  private int connect() {
    kernel.deliver(socket, ".");
    loop.step();
    return sockets.last();
  }

  private void send(int client, String text) {
    kernel.deliver(client, text);
    loop.step();
  }

  private String said(int client) {
    return kernel.sent.getOrDefault(client, "");
  }

  @Test
  void answersARequestThatComesInPieces() {
    int client = connect();
    send(client, "sta");
    send(client, "tus d");
    assertThat(said(client)).isEmpty();
    send(client, "\n");
    assertThat(said(client)).matches("0 d: running, process \\d+\n");
  }

  @Test
  void servesSeveralAtATime() {
    int first = connect();
    int second = connect();
    send(second, "list\n");
    assertThat(said(second)).startsWith("0 d: running");
    send(first, "status x\n");
    assertThat(said(first)).startsWith("2 ").contains("service x").endsWith("\n");
  }

  @Test
  void sendsAwayWhoTalksTooMuch() {
    int client = connect();
    send(client, "x".repeat(200));
    send(client, "x".repeat(200) + "\n");
    assertThat(said(client)).isEmpty();
    int next = connect();
    send(next, "status d\n");
    assertThat(said(next)).startsWith("0 ");
  }

  @Test
  void forgetsWhoHangsUp() {
    int client = connect();
    send(client, "");
    int next = connect();
    send(next, "status d\n");
    assertThat(said(next)).startsWith("0 ");
  }

  @Test
  void hasRoomForOthersWhenSomeSayNothing() {
    for (int i = 0; i < 100; i++) {
      connect();
    }
    assertThat(kernel.log()).doesNotContain("init met an error");
  }
}
