package org.boot2docker.guest.system.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * A Linux in memory: files, links, processes and a clock that only moves when someone waits.
 *
 * <p>Everything that changes the machine is also written to {@link #calls}, in order.
 */
public final class FakeKernel implements Kernel {
  /** What was done, one line a call. */
  public final List<String> calls = new ArrayList<>();

  /** The commands that were started, by process id. */
  public final Map<Integer, Command> started = new TreeMap<>();

  /** Processes that a signal other than SIGKILL doesn't end. */
  public final Set<Integer> stubborn = new HashSet<>();

  /** Results of calls that should fail, by the line that {@link #calls} would hold. */
  public final Map<String, Integer> failures = new HashMap<>();

  /** What was written to sockets, and to standard output and error, by descriptor. */
  public final Map<Integer, String> sent = new TreeMap<>();

  /** Processes of init itself, by process id. */
  public final TreeSet<Integer> forked = new TreeSet<>();

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();

  /** FS_IOC_GETFLAGS and FS_IOC_SETFLAGS. */
  private static final long GET_ATTRIBUTES = 0x80086601L;

  private static final long SET_ATTRIBUTES = 0x40086602L;

  /** The attributes of files and directories, as chattr sets them. */
  public final Map<String, Integer> attributes = new HashMap<>();

  private final Set<String> directories = new HashSet<>(Set.of("/"));
  private final Map<Integer, OpenFile> open = new HashMap<>();
  private final Map<Integer, Deque<byte[]>> messages = new HashMap<>();
  private final Map<Integer, UnaryOperator<byte[]>> peers = new HashMap<>();
  private final Set<Integer> pipes = new HashSet<>();
  private final Deque<Exit> exits = new ArrayDeque<>();
  private final Deque<Integer> signals = new ArrayDeque<>();
  private int signalFd = -1;
  private int nextFd = 3;
  private int nextPid = 100;
  private long now = 5000;

  private static final class OpenFile {
    private final String path;
    private final boolean append;
    private int position;

    private OpenFile(String path, boolean append) {
      this.path = path;
      this.append = append;
    }
  }

  /** Puts a file there, with the directories above it. */
  public FakeKernel file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a file there, with the directories above it. */
  public FakeKernel file(String path, byte[] content) {
    parents(path);
    files.put(path, content);
    return this;
  }

  /** Puts a symbolic link there; paths that go through it aren't followed. */
  public FakeKernel link(String path, String target) {
    parents(path);
    links.put(path, target);
    return this;
  }

  /** The text of a file, or an empty one. */
  public String text(String path) {
    return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
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
    messages.get(fd).add(message);
  }

  /** Ends a process. */
  public void exit(int pid, int code) {
    if (started.remove(pid) != null || forked.remove(pid)) {
      exits.add(new Exit(pid, code << 8));
    }
  }

  /** Ends the child that was forked last. */
  public void childEnds(int code) {
    exits.add(new Exit(nextPid - 1, code << 8));
  }

  /** Sends a signal to init. */
  public void signal(int number) {
    signals.add(number);
  }

  /** The process id of the running program whose command line begins so. */
  public Optional<Integer> pidOf(String commandLine) {
    return started.entrySet().stream()
        .filter(e -> String.join(" ", e.getValue().argv()).startsWith(commandLine))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The descriptor from which signals are read; sockets opened later have higher numbers. */
  public int signalDescriptor() {
    return signalFd;
  }

  private void parents(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      directories.add(path.substring(0, slash));
    }
  }

  int call(String line) {
    calls.add(line);
    return failures.getOrDefault(line, 0);
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public int mount(String source, String target, String type, long flags, String data) {
    return call(("mount " + type + " " + source + " " + target + " " + data).trim());
  }

  @Override
  public int unmount(String target) {
    return call("unmount " + target);
  }

  @Override
  public int changeDirectory(String path) {
    return call("chdir " + path);
  }

  @Override
  public int changeRoot(String path) {
    return call("chroot " + path);
  }

  @Override
  public int makeDirectory(String path, int mode) {
    if (!directories.add(path)) {
      return -Linux.EEXIST;
    }
    int parents = attributes.getOrDefault(path.substring(0, path.lastIndexOf('/')), 0);
    attributes.put(path, parents);
    return 0;
  }

  @Override
  public int symbolicLink(String target, String path) {
    if (exists(path)) {
      return -Linux.EEXIST;
    }
    link(path, target);
    return 0;
  }

  @Override
  public int makeNode(String path, int mode, int major, int minor) {
    if (exists(path)) {
      return -Linux.EEXIST;
    }
    int result =
        call("mknod " + Integer.toOctalString(mode) + " " + path + " " + major + ":" + minor);
    if (result >= 0) {
      file(path, "");
    }
    return result;
  }

  @Override
  public int rename(String from, String to) {
    byte[] content = files.remove(from);
    if (content == null) {
      return -Linux.ENOENT;
    }
    files.put(to, content);
    return 0;
  }

  @Override
  public int unlink(String path) {
    return files.remove(path) == null ? -Linux.ENOENT : 0;
  }

  @Override
  public int removeDirectory(String path) {
    return directories.remove(path) ? 0 : -Linux.ENOENT;
  }

  @Override
  public int changeMode(String path, int mode) {
    return call("chmod " + Integer.toOctalString(mode) + " " + path);
  }

  @Override
  public int changeOwner(String path, int user, int group) {
    return call("chown " + user + ":" + group + " " + path);
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path) || directories.contains(path) || links.containsKey(path);
  }

  @Override
  public Optional<String> readLink(String path) {
    return Optional.ofNullable(links.get(path));
  }

  @Override
  public List<String> list(String directory) {
    Set<String> names = new TreeSet<>();
    String prefix = directory + "/";
    List<String> all = new ArrayList<>(files.keySet());
    all.addAll(directories);
    all.addAll(links.keySet());
    for (String path : all) {
      if (path.startsWith(prefix)) {
        String rest = path.substring(prefix.length());
        names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
      }
    }
    return new ArrayList<>(names);
  }

  @Override
  public int open(String path, int flags, int mode) {
    if (failures.containsKey("open " + path)) {
      return failures.get("open " + path);
    }
    if (directories.contains(path)) {
      open.put(nextFd, new OpenFile(path, false));
      return nextFd++;
    }
    boolean device = path.equals("/dev/kmsg") || path.startsWith("/dev/tty");
    if (!files.containsKey(path) && (flags & Linux.O_CREAT) == 0 && !device) {
      return -Linux.ENOENT;
    }
    if (!files.containsKey(path) || (flags & Linux.O_TRUNC) != 0) {
      files.put(path, new byte[0]);
    }
    open.put(nextFd, new OpenFile(path, device || (flags & Linux.O_APPEND) != 0));
    return nextFd++;
  }

  @Override
  public int close(int fd) {
    open.remove(fd);
    messages.remove(fd);
    return 0;
  }

  @Override
  public int read(int fd, byte[] buffer) {
    Deque<byte[]> queue = messages.get(fd);
    if (queue != null) {
      byte[] message = queue.poll();
      if (message == null) {
        return -Linux.EAGAIN;
      }
      System.arraycopy(message, 0, buffer, 0, message.length);
      return message.length;
    }
    OpenFile file = open.get(fd);
    if (file == null) {
      return -9;
    }
    byte[] content = files.getOrDefault(file.path, new byte[0]);
    if (file.position >= content.length) {
      return 0;
    }
    int count = Math.min(buffer.length, content.length - file.position);
    System.arraycopy(content, file.position, buffer, 0, count);
    file.position += count;
    return count;
  }

  @Override
  public int write(int fd, byte[] bytes, int offset, int length) {
    OpenFile file = open.get(fd);
    if (file == null) {
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      if (pipes.contains(fd)) {
        calls.add("pipe " + text);
      }
      sent.merge(fd, text, String::concat);
      if (peers.containsKey(fd)) {
        deliver(fd, peers.get(fd).apply(Arrays.copyOfRange(bytes, offset, offset + length)));
      }
      return messages.containsKey(fd) || fd <= 2 ? length : -9;
    }
    byte[] content = files.getOrDefault(file.path, new byte[0]);
    int at = file.append ? content.length : file.position;
    ByteArrayOutputStream grown = new ByteArrayOutputStream();
    grown.write(content, 0, Math.min(at, content.length));
    grown.write(bytes, offset, length);
    int end = Math.min(at + length, content.length);
    grown.write(content, end, content.length - end);
    files.put(file.path, grown.toByteArray());
    file.position = at + length;
    if (file.path.startsWith("/dev/")) {
      files.put(file.path, (text(file.path) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return length;
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    OpenFile file = open.get(fd);
    int size = files.get(file.path).length;
    file.position = (int) (whence == Linux.SEEK_END ? size + offset : offset);
    return file.position;
  }

  @Override
  public int truncate(int fd, long length) {
    String path = open.get(fd).path;
    files.put(path, Arrays.copyOf(files.get(path), (int) length));
    return 0;
  }

  @Override
  public int flush(int fd) {
    return 0;
  }

  @Override
  public void sync() {
    calls.add("sync");
  }

  @Override
  public int control(int fd, long request, byte[] argument) {
    OpenFile file = open.get(fd);
    if (file != null && request == GET_ATTRIBUTES) {
      LittleEndian.put(argument, 0, Integer.BYTES, attributes.getOrDefault(file.path, 0));
      return 0;
    }
    if (file != null && request == SET_ATTRIBUTES) {
      attributes.put(file.path, (int) LittleEndian.get(argument, 0, Integer.BYTES));
      return failures.getOrDefault("attributes " + file.path, 0);
    }
    return call("ioctl " + (file == null ? "" : file.path) + " " + Long.toHexString(request));
  }

  @Override
  public int addPartition(int fd, int number, long start, long length) {
    return call("partition " + open.get(fd).path + " " + number + " " + start + "+" + length);
  }

  @Override
  public int forgetPartition(int fd, int number) {
    return call("forget " + open.get(fd).path + " " + number);
  }

  @Override
  public int resizePartition(int fd, int number, long start, long length) {
    return call("resize " + open.get(fd).path + " " + number + " " + start + "+" + length);
  }

  @Override
  public int loadModule(int fd, String parameters) {
    return call("module " + open.get(fd).path);
  }

  @Override
  public int limit(int resource, long soft, long hard) {
    return call("limit " + resource + " " + soft + " " + hard);
  }

  @Override
  public int setHostName(String name) {
    return call("hostname " + name);
  }

  @Override
  public int consoleLevel(int level) {
    return call("console level " + level);
  }

  @Override
  public int start(Command command) {
    int result = call("start " + String.join(" ", command.argv()));
    if (result < 0) {
      return result;
    }
    started.put(nextPid, command);
    return nextPid++;
  }

  @Override
  public int fork(Runnable task) {
    int result = call("fork " + task.getClass().getSimpleName());
    if (result < 0) {
      return result;
    }
    forked.add(nextPid);
    return nextPid++;
  }

  @Override
  public int kill(int pid, int signal) {
    if (signal == 0) {
      return started.containsKey(pid) ? 0 : -3;
    }
    call("kill " + pid + " " + signal);
    for (int target : pid == -1 ? List.copyOf(started.keySet()) : List.of(pid)) {
      boolean ends = signal == Linux.SIGKILL || signal == Linux.SIGTERM;
      if (ends && (signal == Linux.SIGKILL || !stubborn.contains(target))) {
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
    signalFd = socket();
    return signalFd;
  }

  @Override
  public int readSignal(int fd) {
    Integer signal = signals.poll();
    return signal == null ? 0 : signal;
  }

  int socket() {
    messages.put(nextFd, new ArrayDeque<>());
    return nextFd++;
  }

  /** A socket at whose other end somebody answers each message. */
  public int socket(UnaryOperator<byte[]> peer) {
    peers.put(nextFd, peer);
    return socket();
  }

  @Override
  public int ueventSocket() {
    return socket();
  }

  @Override
  public int routerSocket() {
    return socket();
  }

  @Override
  public int interfaceSocket() {
    return socket();
  }

  @Override
  public int firewallSocket() {
    return socket();
  }

  @Override
  public int sendToRouters(int interfaceIndex, byte[] packet) {
    return call("routers " + interfaceIndex + " " + packet.length);
  }

  @Override
  public int watcher() {
    return socket();
  }

  @Override
  public int watch(int watcher, String directory) {
    return 1;
  }

  @Override
  public int connect(String socketPath) {
    int result = call("connect " + socketPath);
    return result < 0 ? result : socket();
  }

  @Override
  public int[] pipe() {
    int[] ends = {socket(), socket()};
    pipes.add(ends[1]);
    return ends;
  }

  @Override
  public boolean[] poll(int[] fds, long timeout) {
    boolean[] ready = ready(fds);
    boolean any = false;
    for (boolean one : ready) {
      any |= one;
    }
    if (!any && timeout > 0) {
      now += timeout;
    }
    return ready;
  }

  private boolean[] ready(int[] fds) {
    boolean[] ready = new boolean[fds.length];
    for (int i = 0; i < fds.length; i++) {
      boolean signalled = fds[i] == signalFd && !(signals.isEmpty() && exits.isEmpty());
      ready[i] = signalled || !messages.getOrDefault(fds[i], new ArrayDeque<>()).isEmpty();
    }
    return ready;
  }

  @Override
  public int reboot(int how) {
    return call("reboot " + Integer.toHexString(how));
  }

  @Override
  public void survive(String program) {
    calls.add("survive " + program);
  }
}
