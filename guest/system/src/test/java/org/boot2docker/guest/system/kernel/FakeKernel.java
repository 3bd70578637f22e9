package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A Linux in memory: files, links, processes and a clock that only moves when someone waits.
 *
 * <p>Everything that changes the machine is also written to {@link #calls}, in order.
 */
public final class FakeKernel extends ComposedKernel {
  /** What was done, one line a call. */
  public final List<String> calls;

  /** Results of calls that should fail, by the line that {@link #calls} would hold. */
  public final Map<String, Integer> failures;

  /** What was written to sockets, and to standard output and error, by descriptor. */
  public final Map<Integer, String> sent;

  /** The paths that were opened, in order. */
  public final List<String> opened;

  /** The attributes of files and directories, as chattr sets them. */
  public final Map<String, Integer> attributes;

  /** The commands that were started, by process id. */
  public final Map<Integer, Command> started;

  /** Processes that a signal other than SIGKILL doesn't end. */
  public final Set<Integer> stubborn;

  /** Processes that no signal ends: they wait for a device or folder. */
  public final Set<Integer> immortal;

  /** Processes of init itself, by process id. */
  public final TreeSet<Integer> forked;

  private final FakeTable table;
  private final FakeFiles files;
  private final FakeProcesses processes;

  /** A kernel without files or processes. */
  public FakeKernel() {
    this(new FakeTable());
  }

  private FakeKernel(FakeTable table) {
    this(table, new FakeFiles(table), new FakeProcesses(table));
  }

  private FakeKernel(FakeTable table, FakeFiles files, FakeProcesses processes) {
    super(files, processes, new FakeStorage(table), new FakeNet(table), new FakeMachine(table));
    this.table = table;
    this.files = files;
    this.processes = processes;
    this.calls = table.calls.lines;
    this.failures = table.calls.failures;
    this.sent = table.sent;
    this.attributes = files.attributes;
    this.opened = files.opened;
    this.started = processes.started;
    this.stubborn = processes.stubborn;
    this.immortal = processes.immortal;
    this.forked = processes.forked;
  }

  /** Puts a file there, with the directories above it. */
  public FakeKernel file(String path, String text) {
    files.file(path, text);
    return this;
  }

  /** Puts a file there, with the directories above it. */
  public FakeKernel file(String path, byte[] content) {
    files.file(path, content);
    return this;
  }

  /** Puts a symbolic link there; paths that go through it aren't followed. */
  public FakeKernel link(String path, String target) {
    files.link(path, target);
    return this;
  }

  /** The text of a file, or an empty one. */
  public String text(String path) {
    return files.text(path);
  }

  /** The kernel's log, as init wrote it. */
  public String log() {
    return text("/dev/kmsg");
  }

  /** Lets a message arrive at a socket. */
  public void deliver(int fd, String message) {
    deliver(fd, message.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets a message arrive at a socket. */
  public void deliver(int fd, byte[] message) {
    table.deliver(fd, message);
  }

  /** Ends a process. */
  public void exit(int pid, int code) {
    processes.exit(pid, code);
  }

  /** Ends the child that was forked last. */
  public void childEnds(int code) {
    processes.childEnds(code);
  }

  /** Sends a signal to init. */
  public void signal(int number) {
    processes.signal(number);
  }

  /** The process id of the running program whose command line begins so. */
  public Optional<Integer> pidOf(String commandLine) {
    return processes.pidOf(commandLine);
  }

  /** The descriptor from which signals are read; sockets opened later have higher numbers. */
  public int signalDescriptor() {
    return processes.signalDescriptor();
  }

  int call(String line) {
    return table.calls.call(line);
  }

  int socket() {
    return table.socket();
  }

  /** A socket at whose other end somebody answers each message. */
  public int socket(UnaryOperator<byte[]> peer) {
    return table.socket(message -> Optional.of(peer.apply(message)));
  }
}
