package org.boot2docker.guest.init.boot;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The start after a crash of init. The machine is up: mounts and settings stay, the processes of
 * services are taken over, and the disk is known, unless the crash came before.
 */
final class Restart {
  /** Crash after crash must not take the processor from those that still work. */
  private static final long PAUSE = 1_000;

  /** How often init has crashed in this boot before the data disk was decided on. */
  private static final String EARLY_CRASHES = GuestPaths.RUN + "/early-crashes";

  private static final int MOST_EARLY_CRASHES = 2;

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
    if (!isDiskDecided() && mayBeAccident()) {
      new FirstStart(kernel, sockets, log, loop).resume();
      return;
    }
    Guest guest = new Guest(kernel, sockets, log, loop, true, Restart::diskDecided);
    guest.listen();
    guest.modules(false).beginAgain();
    guest.dataDisk().leaveAsItIs();
    guest.serve();
    diskDecided(guest);
    guest.watchDocker();
  }

  /** The directory, or the link to the disk, is made then; a disk with errors hides its own. */
  private boolean isDiskDecided() {
    return kernel.exists(GuestPaths.DOCKER_STATE)
        || kernel.readLink(GuestPaths.DOCKER_STATE).isPresent();
  }

  /** If the disks themselves make init crash, somebody must be able to log in and see that. */
  private boolean mayBeAccident() {
    String before = Text.line(kernel, EARLY_CRASHES);
    int crashes = before.isEmpty() ? 1 : Integer.parseInt(before) + 1;
    Text.write(kernel, EARLY_CRASHES, crashes + "\n", 0644);
    if (crashes > MOST_EARLY_CRASHES) {
      log.error(
          "init has crashed "
              + crashes
              + " times before the data disk was decided on, so it is not used: log in and see dmesg");
      return false;
    }
    return true;
  }

  private static void diskDecided(Guest guest) {
    guest.settle();
    guest.admit();
  }
}
