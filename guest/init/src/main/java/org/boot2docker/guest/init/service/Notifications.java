package org.boot2docker.guest.init.service;

import java.util.Optional;
import java.util.function.IntFunction;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.service.Readiness;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Notification;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The socket through which services with {@code ready=notify} report, as in sd_notify(3).
 *
 * <p>Only a message from the very process that init has started counts. Its children have the same
 * environment, and would otherwise speak for it.
 */
final class Notifications {
  /** The variable that names the socket to a service. */
  static final String VARIABLE = "NOTIFY_SOCKET=" + GuestPaths.NOTIFY;

  private static final String READY = "READY=1";
  private static final String STOPPING = "STOPPING=1";
  private static final String MAIN_PROCESS = "MAINPID=";

  private final Sockets sockets;
  private final Log log;
  private final Loop loop;
  private final IntFunction<Optional<Instance>> processes;

  /**
   * A socket that isn't open yet.
   *
   * @param processes the running process with a number, if init has started it
   */
  Notifications(Sockets sockets, Log log, Loop loop, IntFunction<Optional<Instance>> processes) {
    this.sockets = sockets;
    this.log = log;
    this.loop = loop;
    this.processes = processes;
  }

  void open() {
    int socket = sockets.notifications(GuestPaths.NOTIFY);
    if (log.check(socket, "listening on " + GuestPaths.NOTIFY)) {
      loop.onReadable(socket, () -> read(socket));
    }
  }

  private void read(int socket) {
    for (Optional<Notification> next = sockets.notification(socket);
        next.isPresent();
        next = sockets.notification(socket)) {
      Notification message = next.get();
      Optional<Instance> sender =
          processes
              .apply(message.sender())
              .filter(instance -> instance.service().ready() instanceof Readiness.Notified);
      if (sender.isPresent()) {
        Text.lines(message.text()).forEach(line -> take(sender.get(), message.sender(), line));
      } else {
        log.info(
            "a notification of process "
                + message.sender()
                + " is ignored: it is not the process of a service with ready=notify");
      }
    }
  }

  private void take(Instance instance, int process, String line) {
    if (line.equals(READY)) {
      instance.reportReady();
    } else if (line.equals(STOPPING)) {
      instance.reportStopping();
    } else if (line.startsWith(MAIN_PROCESS) && !line.equals(MAIN_PROCESS + process)) {
      log.error(
          instance.name()
              + " names another process as its own ("
              + line
              + "): init goes on watching process "
              + process);
    }
  }
}
