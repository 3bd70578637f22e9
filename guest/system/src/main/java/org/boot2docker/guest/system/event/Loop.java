package org.boot2docker.guest.system.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Processes;

/**
 * Waits for descriptors, child processes and deadlines, and calls what was registered for them.
 *
 * <p>A task that throws is logged and the loop goes on: PID 1 must not end.
 */
public final class Loop {
  private final Processes processes;
  private final Log log;
  private final Map<Integer, Runnable> readers = new TreeMap<>();
  private final Map<Integer, Consumer<Exit>> children = new HashMap<>();
  private final List<Timer> timers = new ArrayList<>();

  private record Timer(long at, Runnable task) {}

  /** A loop with nothing to wait for. */
  public Loop(Processes processes, Log log) {
    this.processes = processes;
    this.log = log;
  }

  /** Calls the task whenever the descriptor can be read or has hung up. */
  public void onReadable(int fd, Runnable task) {
    readers.put(fd, task);
  }

  /** Ends the interest in a descriptor and closes it. */
  public void close(int fd) {
    readers.remove(fd);
    processes.close(fd);
  }

  /**
   * Calls the task once when this child has ended.
   *
   * @param pid what starting it gave; where that is an error, the task is called too, in the next
   *     step, so that whoever waits for the end never waits for ever
   */
  public void onExit(int pid, Consumer<Exit> task) {
    if (pid < 0) {
      after(0, () -> task.accept(Exit.notStarted(pid)));
    } else {
      children.put(pid, task);
    }
  }

  /** Calls the task once after so many milliseconds. */
  public void after(long delay, Runnable task) {
    timers.add(new Timer(processes.millis() + delay, task));
  }

  /** Takes all children that have ended, also those that were only adopted. */
  public void reap() {
    Optional<Exit> exit = processes.reap();
    while (exit.isPresent()) {
      Exit ended = exit.get();
      Consumer<Exit> task = children.remove(ended.pid());
      if (task != null) {
        guard(() -> task.accept(ended));
      }
      exit = processes.reap();
    }
  }

  /** Waits until something happens and serves it. */
  public void step() {
    int[] fds = readers.keySet().stream().mapToInt(Integer::intValue).toArray();
    boolean[] ready = processes.poll(fds, timeout());
    for (int i = 0; i < fds.length; i++) {
      Runnable task = readers.get(fds[i]);
      if (ready[i] && task != null) {
        guard(task);
      }
    }
    runTimers();
  }

  private long timeout() {
    long next = timers.stream().mapToLong(Timer::at).min().orElse(Long.MAX_VALUE);
    return next == Long.MAX_VALUE ? -1 : Math.max(0, next - processes.millis());
  }

  private void runTimers() {
    long now = processes.millis();
    List<Timer> due = new ArrayList<>(timers);
    due.removeIf(timer -> timer.at() > now);
    timers.removeAll(due);
    due.forEach(timer -> guard(timer.task()));
  }

  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("init met an error of its own and goes on: " + e);
    }
  }
}
