package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Function;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The C library's functions for processes and signals, exactly as it declares them. */
final class LibcProcesses {
  private LibcProcesses() {}

  /** A signal handler. */
  abstract static class Handler extends Function {
    abstract void handle(int signal);
  }

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

  @Include("sys/resource.h")
  @Import(name = "setrlimit")
  static native int setrlimit(int resource, Address limit);

  @Include("unistd.h")
  @Import(name = "chdir")
  static native int chdir(String path);

  @Include("unistd.h")
  @Import(name = "chroot")
  static native int chroot(String path);

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
}
