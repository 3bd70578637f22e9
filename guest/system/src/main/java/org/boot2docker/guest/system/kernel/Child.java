package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;
import org.teavm.interop.Strings;

/**
 * Starts one program: fork, then in the child a session, descriptors, and execve.
 *
 * <p>What needs memory is made before the fork, if it can be.
 */
final class Child {
  private static final int SIG_SETMASK = 2;
  private static final int CANNOT_START = 127;
  private static final int FIRST_PASSED = 3;
  private static final int F_SETFD = 2;

  private final Command command;

  Child(Command command) {
    this.command = command;
  }

  int start() {
    Address argv = Words.of(command.argv());
    Address environment = Words.of(command.environment());
    int pid = LibcProcesses.fork();
    if (pid == 0) {
      become(argv, environment);
    }
    int result = pid < 0 ? -Libc.errno() : pid;
    Words.free(argv);
    Words.free(environment);
    return result;
  }

  private void become(Address argv, Address environment) {
    Address none = Libc.malloc(128);
    Address.fillZero(none, 128);
    LibcProcesses.sigprocmask(SIG_SETMASK, none, Address.fromLong(0));
    LibcProcesses.setsid();
    int input = openInput();
    LibcDescriptors.dup2(input, 0);
    int output = command.output() >= 0 ? command.output() : input;
    LibcDescriptors.dup2(output, 1);
    LibcDescriptors.dup2(output, 2);
    command.group().ifPresent(group -> poke(group + "/cgroup.procs", "0"));
    if (command.oomScore() != 0) {
      poke("/proc/self/oom_score_adj", Integer.toString(command.oomScore()));
    }
    LibcProcesses.execve(
        argv.getAddress(), argv, command.socket() < 0 ? environment : environmentWithSocket());
    complain();
    LibcProcesses.exit(CANNOT_START);
  }

  /** Passes the socket on by systemd's protocol, which names the process that it is for. */
  private Address environmentWithSocket() {
    LibcDescriptors.dup2(command.socket(), FIRST_PASSED);
    // Had it that number already, it still closes on exec.
    LibcDescriptors.fcntl(FIRST_PASSED, F_SETFD, 0);
    List<String> environment = new ArrayList<>(command.environment());
    environment.add("LISTEN_FDS=1");
    environment.add("LISTEN_PID=" + LibcProcesses.getpid());
    return Words.of(environment);
  }

  private int openInput() {
    if (command.terminal().isPresent()) {
      int fd = Terminal.open(command.terminal().get());
      if (fd >= 0) {
        return fd;
      }
    }
    return LibcFiles.open("/dev/null", Linux.O_RDWR, 0);
  }

  private static void poke(String path, String text) {
    int fd = LibcFiles.open(path, Linux.O_WRONLY | Linux.O_CLOEXEC, 0);
    LibcDescriptors.write(fd, Strings.toC(text), text.length());
  }

  private void complain() {
    String line = "init: cannot start " + command.argv().get(0) + ": errno " + Libc.errno() + "\n";
    LibcDescriptors.write(2, Strings.toC(line), line.length());
  }
}
