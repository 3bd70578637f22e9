package org.boot2docker.guest.system.kernel;

import java.util.Optional;
import org.teavm.interop.Address;

/** Real processes, through the C library. */
final class NativeProcesses extends NativeDescriptors implements Processes {
  private static final int WNOHANG = 1;
  private static final int SIG_BLOCK = 0;
  private static final int SIG_SETMASK = 2;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final int SIGNAL_INFO_BYTES = 128;
  private static final int CLOSED_ON_EXEC = Linux.O_CLOEXEC | Linux.O_NONBLOCK;

  /** Memory for the small structures of calls; there is one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(Math.max(SIGNAL_SET_BYTES, SIGNAL_INFO_BYTES));

  @Override
  public int start(Command command) {
    return new Child(command).start();
  }

  @Override
  public int fork(Runnable task) {
    int pid = LibcProcesses.fork();
    if (pid == 0) {
      Address.fillZero(scratch, SIGNAL_SET_BYTES);
      LibcProcesses.sigprocmask(SIG_SETMASK, scratch, Address.fromLong(0));
      int code = 1;
      try {
        task.run();
        code = 0;
      } finally {
        LibcProcesses.exit(code);
      }
    }
    return Libc.result(pid);
  }

  @Override
  public int kill(int pid, int signal) {
    return Libc.result(LibcProcesses.kill(pid, signal));
  }

  @Override
  public Optional<Exit> reap() {
    int pid = LibcProcesses.waitpid(-1, scratch, WNOHANG);
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
    LibcProcesses.sigprocmask(SIG_BLOCK, scratch, Address.fromLong(0));
    return Libc.result(LibcProcesses.signalfd(-1, scratch, CLOSED_ON_EXEC));
  }

  @Override
  public int readSignal(int fd) {
    long length = LibcDescriptors.read(fd, scratch, SIGNAL_INFO_BYTES);
    return length == SIGNAL_INFO_BYTES ? scratch.getInt() : 0;
  }

  @Override
  public int limit(int resource, long soft, long hard) {
    scratch.putLong(soft);
    scratch.add(8).putLong(hard);
    return Libc.result(LibcProcesses.setrlimit(resource, scratch));
  }

  @Override
  public int changeDirectory(String path) {
    return Libc.result(LibcProcesses.chdir(path));
  }

  @Override
  public int changeRoot(String path) {
    return Libc.result(LibcProcesses.chroot(path));
  }

  @Override
  public void survive(String program) {
    Rebirth.prepare(program);
  }
}
