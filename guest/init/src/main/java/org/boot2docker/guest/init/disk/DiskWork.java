package org.boot2docker.guest.init.disk;

import java.util.function.Consumer;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The process that works on the data disk before it is mounted, such as e2fsck. Its number is kept
 * in a file: an init that is started anew must not have a second one work on the same disk.
 */
final class DiskWork {
  private static final String FILE = GuestPaths.RUN + "/disk-worker.pid";

  private final Kernel kernel;
  private final Loop loop;

  DiskWork(Kernel kernel, Loop loop) {
    this.kernel = kernel;
    this.loop = loop;
  }

  /** Calls the task when the process has ended, or wasn't started. */
  void follow(int pid, Consumer<Exit> then) {
    if (pid > 0) {
      Text.write(kernel, FILE, pid + "\n", 0644);
    }
    loop.onExit(
        pid,
        exit -> {
          kernel.unlink(FILE);
          then.accept(exit);
        });
  }

  boolean isUnderWay() {
    return process() > 0;
  }

  /** Calls the task at once, or when the process has ended that an earlier life of init left. */
  void afterFormer(Runnable then) {
    int former = process();
    if (former > 0) {
      follow(former, exit -> then.run());
    } else {
      then.run();
    }
  }

  private int process() {
    String pid = Text.line(kernel, FILE);
    int number = pid.isEmpty() ? 0 : Integer.parseInt(pid);
    return number > 0 && kernel.kill(number, 0) >= 0 ? number : 0;
  }
}
