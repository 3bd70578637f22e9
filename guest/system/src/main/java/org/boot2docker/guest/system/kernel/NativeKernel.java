package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teavm.interop.Address;
import org.teavm.interop.Strings;

/** The real Linux, through the C library. */
public final class NativeKernel implements Kernel {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;

  /** RTNLGRP_ND_USEROPT, the 20th group, as a bit. */
  private static final int RTMGRP_ND_USEROPT = 1 << 19;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int WNOHANG = 1;
  private static final int SIG_BLOCK = 0;
  private static final int SIG_SETMASK = 2;
  private static final int SYSLOG_CONSOLE_LEVEL = 8;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final int SIGNAL_INFO_BYTES = 128;
  private static final int DIRECTORY_ENTRY_NAME = 19;
  private static final int SCRATCH_BYTES = 8192;
  private static final int NETLINK_BUFFER_BYTES = 4 << 20;
  private static final int CLOSED_ON_EXEC = Linux.O_CLOEXEC | Linux.O_NONBLOCK;

  /** Memory for the small structures of calls; init has one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(SCRATCH_BYTES);

  private final PollList pollList = new PollList();

  private static int result(long value) {
    return value < 0 ? -Libc.errno() : (int) value;
  }

  /** Whether this process is PID 1. */
  public static boolean isFirst() {
    return Libc.getpid() == 1;
  }

  /** Writes a line to standard error. */
  public static void complain(String line) {
    Libc.write(2, Strings.toC(line), line.length());
  }

  /** Ends this process. */
  public static void end(int status) {
    Libc.exit(status);
  }

  /** Becomes another program, with the same environment; returns only when that failed. */
  public static void become(String path, List<String> argv) {
    Libc.execve(Strings.toC(path), Words.of(argv), Libc.environ());
  }

  @Override
  public long millis() {
    Libc.clockGettime(CLOCK_MONOTONIC, scratch);
    return scratch.getLong() * 1000 + scratch.add(8).getLong() / 1_000_000;
  }

  @Override
  public int mount(String source, String target, String type, long flags, String data) {
    return result(Libc.mount(source, target, type, flags, data));
  }

  @Override
  public int unmount(String target) {
    return result(Libc.umount2(target, 0));
  }

  @Override
  public int changeDirectory(String path) {
    return result(Libc.chdir(path));
  }

  @Override
  public int changeRoot(String path) {
    return result(Libc.chroot(path));
  }

  @Override
  public int makeDirectory(String path, int mode) {
    return result(Libc.mkdir(path, mode));
  }

  @Override
  public int symbolicLink(String target, String path) {
    return result(Libc.symlink(target, path));
  }

  @Override
  public int makeNode(String path, int mode, int major, int minor) {
    // As makedev(3) joins them.
    long device =
        (major & 0xfffff000L) << 32
            | (major & 0xfffL) << 8
            | (minor & 0xffffff00L) << 12
            | (minor & 0xffL);
    return result(Libc.mknod(path, mode, device));
  }

  @Override
  public int rename(String from, String to) {
    return result(Libc.rename(from, to));
  }

  @Override
  public int unlink(String path) {
    return result(Libc.unlink(path));
  }

  @Override
  public int removeDirectory(String path) {
    return result(Libc.rmdir(path));
  }

  @Override
  public int changeMode(String path, int mode) {
    return result(Libc.chmod(path, mode));
  }

  @Override
  public int changeOwner(String path, int user, int group) {
    return result(Libc.chown(path, user, group));
  }

  @Override
  public boolean exists(String path) {
    return Libc.access(path, 0) == 0;
  }

  @Override
  public Optional<String> readLink(String path) {
    long length = Libc.readlink(path, scratch, SCRATCH_BYTES - 1);
    if (length < 0) {
      return Optional.empty();
    }
    scratch.add(length).putByte((byte) 0);
    return Optional.of(Strings.fromC(scratch));
  }

  @Override
  public List<String> list(String directory) {
    List<String> names = new ArrayList<>();
    Address stream = Libc.opendir(directory);
    if (stream.toLong() == 0) {
      return names;
    }
    Address entry = Libc.readdir(stream);
    while (entry.toLong() != 0) {
      String name = Strings.fromC(entry.add(DIRECTORY_ENTRY_NAME));
      if (!name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
      entry = Libc.readdir(stream);
    }
    Libc.closedir(stream);
    return names;
  }

  @Override
  public int open(String path, int flags, int mode) {
    return result(Libc.open(path, flags | Linux.O_CLOEXEC, mode));
  }

  @Override
  public int close(int fd) {
    return result(Libc.close(fd));
  }

  @Override
  public int read(int fd, byte[] buffer) {
    return result(Libc.read(fd, Address.ofData(buffer), buffer.length));
  }

  @Override
  public int write(int fd, byte[] bytes, int offset, int length) {
    return result(Libc.write(fd, Address.ofData(bytes).add(offset), length));
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    long position = Libc.lseek(fd, offset, whence);
    return position < 0 ? -Libc.errno() : position;
  }

  @Override
  public int truncate(int fd, long length) {
    return result(Libc.ftruncate(fd, length));
  }

  @Override
  public int flush(int fd) {
    return result(Libc.fsync(fd));
  }

  @Override
  public void sync() {
    Libc.sync();
  }

  @Override
  public int control(int fd, long request, byte[] argument) {
    return result(Libc.ioctl(fd, request, Address.ofData(argument)));
  }

  @Override
  public int addPartition(int fd, int number, long start, long length) {
    return PartitionCall.ADD.call(fd, number, start, length);
  }

  @Override
  public int forgetPartition(int fd, int number) {
    return PartitionCall.FORGET.call(fd, number, 0, 0);
  }

  @Override
  public int resizePartition(int fd, int number, long start, long length) {
    return PartitionCall.RESIZE.call(fd, number, start, length);
  }

  @Override
  public int loadModule(int fd, String parameters) {
    return result(Libc.syscall(Libc.finitModuleNumber(), fd, parameters, 0));
  }

  @Override
  public int limit(int resource, long soft, long hard) {
    scratch.putLong(soft);
    scratch.add(8).putLong(hard);
    return result(Libc.setrlimit(resource, scratch));
  }

  @Override
  public int setHostName(String name) {
    return result(Libc.sethostname(name, name.length()));
  }

  @Override
  public int consoleLevel(int level) {
    return result(Libc.klogctl(SYSLOG_CONSOLE_LEVEL, Address.fromLong(0), level));
  }

  @Override
  public int start(Command command) {
    return new Child(command).start();
  }

  @Override
  public int fork(Runnable task) {
    int pid = Libc.fork();
    if (pid == 0) {
      Address.fillZero(scratch, SIGNAL_SET_BYTES);
      Libc.sigprocmask(SIG_SETMASK, scratch, Address.fromLong(0));
      int code = 1;
      try {
        task.run();
        code = 0;
      } finally {
        Libc.exit(code);
      }
    }
    return result(pid);
  }

  @Override
  public int kill(int pid, int signal) {
    return result(Libc.kill(pid, signal));
  }

  @Override
  public Optional<Exit> reap() {
    int pid = Libc.waitpid(-1, scratch, WNOHANG);
    return pid > 0 ? Optional.of(new Exit(pid, scratch.getInt())) : Optional.empty();
  }

  @Override
  public int signals(int... numbers) {
    Address.fillZero(scratch, SIGNAL_SET_BYTES);
    long set = 0;
    for (int number : numbers) {
      set |= 1L << (number - 1);
    }
    scratch.putLong(set);
    Libc.sigprocmask(SIG_BLOCK, scratch, Address.fromLong(0));
    return result(Libc.signalfd(-1, scratch, CLOSED_ON_EXEC));
  }

  @Override
  public int readSignal(int fd) {
    long length = Libc.read(fd, scratch, SIGNAL_INFO_BYTES);
    return length == SIGNAL_INFO_BYTES ? scratch.getInt() : 0;
  }

  @Override
  public int ueventSocket() {
    return netlink(Netlink.KOBJECT_UEVENT, 1);
  }

  @Override
  public int routerSocket() {
    return netlink(Netlink.ROUTE, RTMGRP_ND_USEROPT);
  }

  private int netlink(int protocol, int groups) {
    int fd = Netlink.open(protocol, groups);
    if (fd >= 0) {
      scratch.putInt(NETLINK_BUFFER_BYTES);
      Libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, scratch, 4);
    }
    return fd;
  }

  @Override
  public int interfaceSocket() {
    return result(Libc.socket(AF_INET, SOCK_DGRAM | CLOSED_ON_EXEC, 0));
  }

  @Override
  public int firewallSocket() {
    return Netlink.open(Netlink.NETFILTER);
  }

  @Override
  public int sendToRouters(int interfaceIndex, byte[] packet) {
    int fd = result(Libc.socket(LinkAddress.FAMILY, SOCK_DGRAM | CLOSED_ON_EXEC, 0));
    if (fd < 0) {
      return fd;
    }
    Address to = LinkAddress.ofRouters(interfaceIndex);
    int sent =
        result(Libc.sendto(fd, Address.ofData(packet), packet.length, 0, to, LinkAddress.BYTES));
    Libc.free(to);
    Libc.close(fd);
    return sent;
  }

  @Override
  public int watcher() {
    return result(Libc.inotifyInit1(CLOSED_ON_EXEC));
  }

  @Override
  public int watch(int watcher, String directory) {
    int mask = Linux.IN_CREATE | Linux.IN_MOVED_TO;
    return result(Libc.inotifyAddWatch(watcher, directory, mask));
  }

  @Override
  public int connect(String socketPath) {
    int fd = result(Libc.socket(UnixAddress.FAMILY, SOCK_STREAM | CLOSED_ON_EXEC, 0));
    if (fd < 0) {
      return fd;
    }
    Address address = UnixAddress.of(socketPath);
    int connected = result(Libc.connect(fd, address, UnixAddress.BYTES));
    Libc.free(address);
    if (connected < 0) {
      Libc.close(fd);
      return connected;
    }
    return fd;
  }

  @Override
  public int[] pipe() {
    int made = result(Libc.pipe2(scratch, CLOSED_ON_EXEC));
    return made < 0
        ? new int[] {made, made}
        : new int[] {scratch.getInt(), scratch.add(4).getInt()};
  }

  @Override
  public boolean[] poll(int[] fds, long timeout) {
    return pollList.poll(fds, (int) Math.min(timeout, Integer.MAX_VALUE));
  }

  @Override
  public int reboot(int how) {
    return result(Libc.reboot(how));
  }

  @Override
  public void survive(String program) {
    Rebirth.prepare(program);
  }
}
