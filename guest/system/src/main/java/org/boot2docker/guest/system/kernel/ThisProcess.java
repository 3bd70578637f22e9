package org.boot2docker.guest.system.kernel;

import java.util.List;
import org.teavm.interop.Strings;

/** What a program does to its own process before it has a {@link Kernel}, and at its end. */
public final class ThisProcess {
  private ThisProcess() {}

  /** Whether this process is PID 1. */
  public static boolean isFirst() {
    return LibcProcesses.getpid() == 1;
  }

  /** Writes a line to standard error. */
  public static void complain(String line) {
    LibcDescriptors.write(2, Strings.toC(line), line.length());
  }

  /** Ends this process. */
  public static void end(int status) {
    LibcProcesses.exit(status);
  }

  /** Becomes another program, with the same environment; returns only when that failed. */
  public static void become(String path, List<String> argv) {
    LibcProcesses.execve(Strings.toC(path), Words.of(argv), LibcProcesses.environ());
  }
}
