package org.boot2docker.guest.init.service;

import java.util.Optional;
import org.boot2docker.formats.service.Listen;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.user.Group;

/**
 * The socket that a service is given when it starts, where it has one: kept open while the service
 * ends and starts again, so that its clients wait in the queue and are never refused.
 */
final class Listener {
  private static final int ROOT = 0;
  private static final int OWNER_AND_GROUP = 0660;

  private final Files files;
  private final Sockets sockets;
  private final Log log;
  private final Optional<Listen> listen;
  private int fd = -1;
  private long file;

  Listener(Files files, Sockets sockets, Log log, Optional<Listen> listen) {
    this.files = files;
    this.sockets = sockets;
    this.log = log;
    this.listen = listen;
  }

  /** The descriptor to pass on, or -1 when there is none. */
  int descriptor() {
    return fd;
  }

  /**
   * Opens it, unless it is open and still what clients find: somebody may have removed it, or the
   * service may have put its own there. Says whether there is one now.
   */
  boolean open() {
    if (listen.isPresent() && (fd < 0 || sockets.file(listen.get().path()) != file)) {
      open(listen.get());
    }
    return fd >= 0;
  }

  private void open(Listen socket) {
    sendClientsAway();
    int made = sockets.listen(socket.path());
    if (log.check(made, "listening on " + socket.path())) {
      fd = made;
      file = sockets.file(socket.path());
      if (socket.group().isPresent()) {
        admit(socket.group().get(), socket.path());
      }
    }
  }

  private void admit(String group, String path) {
    Optional<Integer> number = Group.number(files, group);
    int given = number.isPresent() ? files.changeOwner(path, ROOT, number.get()) : -Linux.ENOENT;
    if (log.check(given, "giving " + path + " to the group " + group)) {
      files.changeMode(path, OWNER_AND_GROUP);
    }
  }

  /** Removes it and sends away who waits: nobody will answer. */
  void close() {
    if (listen.isPresent()) {
      files.unlink(listen.get().path());
    }
    sendClientsAway();
  }

  /** One by one, because a process that still holds the socket would keep them waiting. */
  private void sendClientsAway() {
    if (fd < 0) {
      return;
    }
    for (int client = sockets.accept(fd); client >= 0; client = sockets.accept(fd)) {
      files.close(client);
    }
    files.close(fd);
    fd = -1;
  }
}
