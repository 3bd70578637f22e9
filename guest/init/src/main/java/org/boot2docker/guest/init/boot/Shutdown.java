package org.boot2docker.guest.init.boot;

import java.util.Optional;
import org.boot2docker.guest.init.health.Watchdog;
import org.boot2docker.guest.init.service.Supervisor;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;

/**
 * The way down: Docker and its containers stop, then everything else, the data disk is unmounted,
 * and the machine ends as asked. Every wait has a limit.
 */
final class Shutdown {
  /** How the machine ends. */
  enum Kind {
    RESTART(Linux.REBOOT_RESTART, "restarts"),
    HALT(Linux.REBOOT_HALT, "halts"),
    POWER_OFF(Linux.REBOOT_POWER_OFF, "powers off");

    private final int how;
    private final String verb;

    Kind(int how, String verb) {
      this.how = how;
      this.verb = verb;
    }
  }

  private static final long PATIENCE = 5_000;
  private static final long LAST_PATIENCE = 1_000;
  private static final long LOOK_AGAIN = 50;

  /** Writing out a large disk's cache takes seconds; a host folder may never take its data. */
  private static final long SYNC_PATIENCE = 20_000;

  private static final int EVERYBODY = -1;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final Supervisor supervisor;
  private final Identity identity;
  private final Watchdog watchdog;
  private Optional<Kind> going = Optional.empty();
  private boolean ending;

  Shutdown(
      Kernel kernel,
      Log log,
      Loop loop,
      Supervisor supervisor,
      Identity identity,
      Watchdog watchdog) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.supervisor = supervisor;
    this.identity = identity;
    this.watchdog = watchdog;
  }

  /** What a signal asks for, by the convention of busybox's init. */
  static Optional<Kind> forSignal(int signal) {
    return switch (signal) {
      case Linux.SIGTERM, Linux.SIGINT -> Optional.of(Kind.RESTART);
      case Linux.SIGUSR1 -> Optional.of(Kind.HALT);
      case Linux.SIGUSR2 -> Optional.of(Kind.POWER_OFF);
      default -> Optional.empty();
    };
  }

  /** Whether the machine is on its way down. */
  boolean hasBegun() {
    return going.isPresent();
  }

  /** Begins; a second request while the first is under way changes nothing. */
  void begin(Kind kind) {
    if (going.isPresent()) {
      return;
    }
    going = Optional.of(kind);
    log.announce("the machine " + kind.verb + ": stopping Docker and its containers");
    supervisor.stopInOrder(this::endOthers);
  }

  private void endOthers() {
    log.announce("stopping all other processes");
    kernel.kill(EVERYBODY, Linux.SIGTERM);
    kernel.kill(EVERYBODY, Linux.SIGCONT);
    kernel.kill(EVERYBODY, Linux.SIGHUP);
    waitForSilence(kernel.millis() + PATIENCE, this::killOthers);
  }

  private void killOthers() {
    kernel.kill(EVERYBODY, Linux.SIGKILL);
    waitForSilence(kernel.millis() + LAST_PATIENCE, this::writeOut);
  }

  private void waitForSilence(long deadline, Runnable then) {
    boolean alone = kernel.list("/proc").stream().noneMatch(this::isOtherProcess);
    if (alone || kernel.millis() >= deadline) {
      then.run();
    } else {
      loop.after(LOOK_AGAIN, () -> waitForSilence(deadline, then));
    }
  }

  /**
   * Kernel threads and processes that have ended have no program. The command line would tell the
   * same, but it is read from the process's memory, and a process that hangs may have locked that.
   */
  private boolean isOtherProcess(String name) {
    boolean process = Character.isDigit(name.charAt(0)) && !name.equals("1");
    return process && kernel.readLink("/proc/" + name + "/exe").isPresent();
  }

  /**
   * Writes out what is cached. That is left to another process, because with a host folder whose
   * server on the host is gone it never ends; the disks are written out once more when they are
   * unmounted.
   */
  private void writeOut() {
    identity.writeSeed();
    ending = false;
    int pid = kernel.fork(new WriteOut(kernel));
    if (pid < 0) {
      end();
    } else {
      loop.onExit(pid, exit -> end());
      loop.after(SYNC_PATIENCE, this::end);
    }
  }

  private void end() {
    if (ending) {
      return;
    }
    ending = true;
    watchdog.stop();
    new Unmount(kernel, log).all();
    Kind kind = going.orElse(Kind.POWER_OFF);
    log.announce("the machine " + kind.verb + " now");
    int result = kernel.reboot(kind.how);
    log.error("the kernel did not end the machine: error " + -result);
    going = Optional.empty();
  }
}
