package org.boot2docker.guest.init.boot;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;

/**
 * The start after a crash of init. The machine is up: mounts and settings stay, the processes of
 * services are taken over, and the disk is known, unless the crash came before.
 */
final class Restart {
  /** Crash after crash must not take the processor from those that still work. */
  private static final long PAUSE = 1_000;

  private final Kernel kernel;
  private final Sockets sockets;
  private final Log log;
  private final Loop loop;

  Restart(Kernel kernel, Sockets sockets, Log log, Loop loop) {
    this.kernel = kernel;
    this.sockets = sockets;
    this.log = log;
    this.loop = loop;
  }

  void begin() {
    kernel.poll(new int[0], PAUSE);
    new Settings(kernel, log).consoleLevel();
    log.error("init has crashed and was restarted; all other processes continue");
    if (Unpacking.hasFailed(kernel, log)) {
      return;
    }
    // The directory, or the link to the disk, is made when the disk is decided on.
    if (!kernel.exists(GuestPaths.DOCKER_STATE)) {
      new FirstStart(kernel, sockets, log, loop).resume();
      return;
    }
    Guest guest = new Guest(kernel, sockets, log, loop, true, Restart::diskDecided);
    guest.listen();
    guest.modules(() -> {}).beginAgain();
    guest.dataDisk().leaveAsItIs();
    guest.serve();
    diskDecided(guest);
    guest.watchDocker();
  }

  private static void diskDecided(Guest guest) {
    guest.settle();
    guest.admit();
  }
}
