package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Function;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The C library's functions, exactly as it declares them. */
final class Libc {
  private Libc() {}

  /** A signal handler. */
  abstract static class Handler extends Function {
    abstract void handle(int signal);
  }

  @Include("errno.h")
  @Variable
  @Import(name = "errno")
  static native int errno();

  @Include("sys/syscall.h")
  @Variable
  @Import(name = "SYS_finit_module")
  static native int finitModuleNumber();

  @Include("unistd.h")
  @Import(name = "syscall")
  static native long syscall(long number, long a, String b, long c);

  @Include("stdlib.h")
  @Import(name = "malloc")
  static native Address malloc(long size);

  @Include("stdlib.h")
  @Import(name = "free")
  static native void free(Address memory);

  @Include("time.h")
  @Import(name = "clock_gettime")
  static native int clockGettime(int clock, Address timespec);

  @Include("time.h")
  @Import(name = "clock_settime")
  static native int clockSettime(int clock, Address timespec);

  @Include("sys/time.h")
  @Import(name = "adjtime")
  static native int adjtime(Address delta, Address former);

  @Include("sys/mount.h")
  @Import(name = "mount")
  static native int mount(String source, String target, String type, long flags, String data);

  @Include("sys/mount.h")
  @Import(name = "umount2")
  static native int umount2(String target, int flags);

  @Include("unistd.h")
  @Import(name = "chdir")
  static native int chdir(String path);

  @Include("unistd.h")
  @Import(name = "chroot")
  static native int chroot(String path);

  @Include("sys/stat.h")
  @Import(name = "mkdir")
  static native int mkdir(String path, int mode);

  @Include("sys/stat.h")
  @Import(name = "mknod")
  static native int mknod(String path, int mode, long device);

  @Include("sys/resource.h")
  @Import(name = "setrlimit")
  static native int setrlimit(int resource, Address limit);

  @Include("unistd.h")
  @Import(name = "symlink")
  static native int symlink(String target, String path);

  @Include("stdio.h")
  @Import(name = "rename")
  static native int rename(String from, String to);

  @Include("unistd.h")
  @Import(name = "unlink")
  static native int unlink(String path);

  @Include("unistd.h")
  @Import(name = "rmdir")
  static native int rmdir(String path);

  @Include("sys/stat.h")
  @Import(name = "chmod")
  static native int chmod(String path, int mode);

  @Include("sys/stat.h")
  @Import(name = "stat")
  static native int stat(String path, Address status);

  @Include("sys/stat.h")
  @Import(name = "umask")
  static native int umask(int mask);

  @Include("unistd.h")
  @Import(name = "chown")
  static native int chown(String path, int user, int group);

  @Include("unistd.h")
  @Import(name = "access")
  static native int access(String path, int mode);

  @Include("unistd.h")
  @Import(name = "readlink")
  static native long readlink(String path, Address buffer, long size);

  @Include("dirent.h")
  @Import(name = "opendir")
  static native Address opendir(String path);

  @Include("dirent.h")
  @Import(name = "readdir")
  static native Address readdir(Address directory);

  @Include("dirent.h")
  @Import(name = "closedir")
  static native int closedir(Address directory);

  @Include("fcntl.h")
  @Import(name = "open")
  static native int open(String path, int flags, int mode);

  @Include("fcntl.h")
  @Import(name = "fcntl")
  static native int fcntl(int fd, int command, int argument);

  @Include("unistd.h")
  @Import(name = "close")
  static native int close(int fd);

  @Include("unistd.h")
  @Import(name = "read")
  static native long read(int fd, Address buffer, long size);

  @Include("unistd.h")
  @Import(name = "write")
  static native long write(int fd, Address buffer, long size);

  @Include("unistd.h")
  @Import(name = "lseek")
  static native long lseek(int fd, long offset, int whence);

  @Include("unistd.h")
  @Import(name = "ftruncate")
  static native int ftruncate(int fd, long length);

  @Include("unistd.h")
  @Import(name = "fsync")
  static native int fsync(int fd);

  @Include("unistd.h")
  @Import(name = "sync")
  static native void sync();

  @Include("sys/ioctl.h")
  @Import(name = "ioctl")
  static native int ioctl(int fd, long request, Address argument);

  @Include("unistd.h")
  @Import(name = "sethostname")
  static native int sethostname(String name, long length);

  @Include("sys/klog.h")
  @Import(name = "klogctl")
  static native int klogctl(int type, Address buffer, int length);

  @Include("unistd.h")
  @Import(name = "fork")
  static native int fork();

  @Include("unistd.h")
  @Import(name = "getpid")
  static native int getpid();

  @Include("stdlib.h")
  @Import(name = "getenv")
  static native Address getenv(String name);

  @Include("unistd.h")
  @Variable
  @Import(name = "environ")
  static native Address environ();

  @Include("unistd.h")
  @Import(name = "setsid")
  static native int setsid();

  @Include("unistd.h")
  @Import(name = "dup2")
  static native int dup2(int from, int to);

  @Include("unistd.h")
  @Import(name = "execve")
  static native int execve(Address path, Address argv, Address environment);

  @Include("unistd.h")
  @Import(name = "_exit")
  static native void exit(int status);

  @Include("signal.h")
  @Import(name = "kill")
  static native int kill(int pid, int signal);

  @Include("sys/wait.h")
  @Import(name = "waitpid")
  static native int waitpid(int pid, Address status, int options);

  @Include("signal.h")
  @Import(name = "sigprocmask")
  static native int sigprocmask(int how, Address set, Address old);

  @Include("signal.h")
  @Import(name = "signal")
  static native Address signal(int number, Handler handler);

  @Include("signal.h")
  @Import(name = "sigaction")
  static native int sigaction(int number, Address action, Address former);

  @Include("signal.h")
  @Import(name = "sigaltstack")
  static native int sigaltstack(Address stack, Address old);

  @Include("sys/signalfd.h")
  @Import(name = "signalfd")
  static native int signalfd(int fd, Address set, int flags);

  @Include("sys/random.h")
  @Import(name = "getrandom")
  static native long getrandom(Address buffer, long size, int flags);

  @Include("sys/socket.h")
  @Import(name = "socket")
  static native int socket(int domain, int type, int protocol);

  @Include("sys/socket.h")
  @Import(name = "bind")
  static native int bind(int fd, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "connect")
  static native int connect(int fd, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "listen")
  static native int listen(int fd, int backlog);

  @Include("sys/socket.h")
  @Import(name = "accept4")
  static native int accept4(int fd, Address address, Address length, int flags);

  @Include("sys/socket.h")
  @Import(name = "setsockopt")
  static native int setsockopt(int fd, int level, int option, Address value, int length);

  @Include("sys/socket.h")
  @Import(name = "sendto")
  static native long sendto(
      int fd, Address bytes, long size, int flags, Address address, int length);

  @Include("sys/socket.h")
  @Import(name = "recvmsg")
  static native long recvmsg(int fd, Address message, int flags);

  @Include("netdb.h")
  @Import(name = "getaddrinfo")
  static native int getaddrinfo(String host, String service, Address hints, Address result);

  @Include("netdb.h")
  @Import(name = "freeaddrinfo")
  static native void freeaddrinfo(Address list);

  @Include("ifaddrs.h")
  @Import(name = "getifaddrs")
  static native int getifaddrs(Address list);

  @Include("ifaddrs.h")
  @Import(name = "freeifaddrs")
  static native void freeifaddrs(Address list);

  @Include("sys/inotify.h")
  @Import(name = "inotify_init1")
  static native int inotifyInit1(int flags);

  @Include("sys/inotify.h")
  @Import(name = "inotify_add_watch")
  static native int inotifyAddWatch(int fd, String path, int mask);

  @Include("unistd.h")
  @Import(name = "pipe2")
  static native int pipe2(Address fds, int flags);

  @Include("poll.h")
  @Import(name = "poll")
  static native int poll(Address fds, long count, int timeout);

  @Include("sys/reboot.h")
  @Import(name = "reboot")
  static native int reboot(int how);
}
