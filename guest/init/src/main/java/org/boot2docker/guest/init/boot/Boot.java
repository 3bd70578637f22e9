package org.boot2docker.guest.init.boot;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;

/** PID 1: one of the two starts, and then the loop that serves the machine until it ends. */
public final class Boot {
  private static final long PAUSE = 1_000;
  private static final String AGAIN = "again";

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final Runnable start;

  private Boot(Kernel kernel, Sockets sockets, boolean again) {
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.loop = new Loop(kernel, log);
    this.start =
        again
            ? new Restart(kernel, sockets, log, loop)::begin
            : new FirstStart(kernel, sockets, log, loop)::begin;
  }

  /**
   * Of a machine that Linux has just started, or that is up and whose init has crashed.
   *
   * @param words init's arguments: {@code again} after a crash; but Linux gives words of its own
   *     command line, too, so that one counts only where a start has mounted /proc
   */
  public static Boot of(Kernel kernel, Sockets sockets, List<String> words) {
    boolean again = !words.isEmpty() && words.get(0).equals(AGAIN);
    return new Boot(kernel, sockets, again && kernel.exists("/proc/self"));
  }

  /** Boots, and serves the machine until it ends. */
  public void run() {
    try {
      begin();
    } catch (RuntimeException | Error e) {
      log.error("booting failed (" + e + "): use the shell on the console");
      rescue();
    }
    while (true) {
      try {
        step();
      } catch (RuntimeException | Error e) {
        log.error("init met an error of its own and goes on: " + e);
        kernel.poll(new int[0], PAUSE);
      }
    }
  }

  /** Everything up to the loop. */
  void begin() {
    start.run();
  }

  /** Serves what happens next. */
  void step() {
    loop.step();
  }

  /** Keeps a shell on the console, whatever else is wrong. */
  private void rescue() {
    List<String> shell = List.of("/bin/sh", "-l");
    List<String> environment = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");
    Optional<String> console = Optional.of("/dev/console");
    int pid = kernel.start(new Command(shell, environment, -1, -1, console, Optional.empty(), 0));
    loop.onExit(pid, exit -> loop.after(PAUSE, this::rescue));
  }
}
