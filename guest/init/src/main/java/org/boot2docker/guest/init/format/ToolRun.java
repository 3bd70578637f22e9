package org.boot2docker.guest.init.format;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Processes;

/** Runs programs to their end; only for processes that have nothing else to do meanwhile. */
final class ToolRun {
  private static final String LOG = "/var/log/format.log";
  private static final int LOG_FLAGS = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_APPEND;

  private final Files files;
  private final Processes processes;
  private final int ends;

  ToolRun(Files files, Processes processes) {
    this.files = files;
    this.processes = processes;
    this.ends = processes.signals(Linux.SIGCHLD);
  }

  /** Runs a program whose messages go to a log; throws unless it ends with 0. */
  void run(List<String> argv) {
    int output = files.open(LOG, LOG_FLAGS, 0644);
    int pid = processes.start(Command.of(argv, List.of("PATH=/usr/sbin:/usr/bin"), output));
    files.close(output);
    if (pid < 0) {
      throw new BlockException("starting " + argv.get(0) + " failed: error " + -pid);
    }
    Exit exit = await(pid);
    if (exit.code() != 0) {
      throw new BlockException(argv.get(0) + " ended with " + exit.describe() + ", see " + LOG);
    }
  }

  private Exit await(int pid) {
    while (true) {
      Optional<Exit> exit = processes.reap();
      if (exit.isPresent() && exit.get().pid() == pid) {
        return exit.get();
      }
      if (exit.isEmpty()) {
        files.poll(new int[] {ends}, -1);
        processes.readSignal(ends);
      }
    }
  }
}
