package org.boot2docker.guest.programs.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Net;

/** The applet {@code service}: asks PID 1 and prints what it says. */
public final class ServiceCommand {
  private static final String USAGE = "usage: service [NAME start|stop|restart|reload|status]";
  private static final Set<String> VERBS = Set.of("start", "stop", "restart", "reload", "status");
  private static final int EACCES = 13;
  private static final int BAD_USAGE = 2;

  /** Longer than anything that PID 1 waits for before it answers. */
  private static final long LIMIT = 180_000;

  private static final int OUT = 1;
  private static final int ERR = 2;

  private final Net net;

  /** Asks PID 1 over a socket. */
  public ServiceCommand(Net net) {
    this.net = net;
  }

  /** Runs it and gives the exit code: 2 for a request that makes no sense. */
  public int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      return ask("list\n");
    }
    if (arguments.size() != 2 || !VERBS.contains(arguments.get(1))) {
      print(ERR, USAGE + "\n");
      return BAD_USAGE;
    }
    return ask(arguments.get(1) + " " + arguments.get(0) + "\n");
  }

  private int ask(String request) {
    int socket = net.connect(GuestPaths.CONTROL);
    if (socket == -EACCES) {
      print(ERR, "service: only root can do this: put sudo in front\n");
      return 1;
    }
    if (socket < 0) {
      print(ERR, "service: can't reach init: error " + -socket + "\n");
      return 1;
    }
    byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
    net.write(socket, bytes, 0, bytes.length);
    String answer = readAll(socket);
    net.close(socket);
    int blank = answer.indexOf(' ');
    if (blank != 1) {
      print(ERR, "service: init gave no answer\n");
      return 1;
    }
    int exit = answer.charAt(0) - '0';
    print(exit == 0 ? OUT : ERR, answer.substring(blank + 1));
    return exit;
  }

  private String readAll(int socket) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    long end = net.millis() + LIMIT;
    while (net.millis() < end) {
      net.poll(new int[] {socket}, end - net.millis());
      int count = net.read(socket, chunk);
      if (count > 0) {
        all.write(chunk, 0, count);
      } else if (count != -Linux.EAGAIN && count != -Linux.EINTR) {
        break;
      }
    }
    return new String(all.toByteArray(), StandardCharsets.UTF_8);
  }

  private void print(int fd, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    net.write(fd, bytes, 0, bytes.length);
  }
}
