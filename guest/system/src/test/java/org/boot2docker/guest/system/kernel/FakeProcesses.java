package org.boot2docker.guest.system.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Processes that only exist by their numbers: they end when a test or a signal ends them. */
final class FakeProcesses extends FakeDescriptors implements Processes {
  private static final int ESRCH = 3;
  private static final int FIRST = 100;

  /** The commands that were started, by process id. */
  final Map<Integer, Command> started = new TreeMap<>();

  /** Processes that a signal other than SIGKILL doesn't end. */
  final Set<Integer> stubborn = new HashSet<>();

  /** Processes that no signal ends: they wait for a device or folder. */
  final Set<Integer> immortal = new HashSet<>();

  /** Processes of init itself, by process id. */
  final TreeSet<Integer> forked = new TreeSet<>();

  private final Deque<Exit> exits = new ArrayDeque<>();
  private final Deque<Integer> signals = new ArrayDeque<>();
  private int signalDescriptor = -1;
  private int next = FIRST;

  FakeProcesses(FakeTable table) {
    super(table);
  }

  /** Ends a process. */
  void exit(int pid, int code) {
    if (started.remove(pid) != null || forked.remove(pid)) {
      exits.add(new Exit(pid, code << 8));
    }
  }

  /** Ends the child that was forked last. */
  void childEnds(int code) {
    exits.add(new Exit(next - 1, code << 8));
  }

  /** Sends a signal to init. */
  void signal(int number) {
    signals.add(number);
  }

  /** The process id of the running program whose command line begins so. */
  Optional<Integer> pidOf(String commandLine) {
    return started.entrySet().stream()
        .filter(e -> String.join(" ", e.getValue().argv()).startsWith(commandLine))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The descriptor from which signals are read. */
  int signalDescriptor() {
    return signalDescriptor;
  }

  @Override
  public int start(Command command) {
    int result = table.calls.call("start " + String.join(" ", command.argv()));
    if (result < 0) {
      return result;
    }
    started.put(next, command);
    return next++;
  }

  @Override
  public int fork(Runnable task) {
    int result = table.calls.call("fork " + task.getClass().getSimpleName());
    if (result < 0) {
      return result;
    }
    forked.add(next);
    return next++;
  }

  @Override
  public int kill(int pid, int signal) {
    if (signal == 0) {
      return started.containsKey(pid) || forked.contains(pid) ? 0 : -ESRCH;
    }
    table.calls.call("kill " + pid + " " + signal);
    for (int target : pid == -1 ? List.copyOf(started.keySet()) : List.of(pid)) {
      boolean ends = signal == Linux.SIGKILL || signal == Linux.SIGTERM;
      boolean kills = signal == Linux.SIGKILL || !stubborn.contains(target);
      if (ends && kills && !immortal.contains(target)) {
        exit(target, 0);
      }
    }
    return 0;
  }

  @Override
  public Optional<Exit> reap() {
    return Optional.ofNullable(exits.poll());
  }

  @Override
  public int signals(int... numbers) {
    signalDescriptor = table.news(() -> !(signals.isEmpty() && exits.isEmpty()));
    return signalDescriptor;
  }

  @Override
  public int readSignal(int fd) {
    Integer signal = signals.poll();
    return signal == null ? 0 : signal;
  }

  @Override
  public int limit(int resource, long soft, long hard) {
    return table.calls.call("limit " + resource + " " + soft + " " + hard);
  }

  @Override
  public int changeDirectory(String path) {
    return table.calls.call("chdir " + path);
  }

  @Override
  public int changeRoot(String path) {
    return table.calls.call("chroot " + path);
  }

  @Override
  public void survive(String program) {
    table.calls.call("survive " + program);
  }
}
