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

  /** Whether the file is of this life of init. */
  private boolean ours;

  DiskWork(Kernel kernel, Loop loop) {
    this.kernel = kernel;
    this.loop = loop;
  }

  /** Calls the task when the process has ended, or wasn't started. */
  void follow(int pid, Consumer<Exit> then) {
    ours = true;
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

  /** Whether a process works on that an earlier life of init left. */
  boolean isOfFormerLife() {
    return former() > 0;
  }

  /** Calls the task at once, or when the process has ended that an earlier life of init left. */
  void afterFormer(Runnable then) {
    int former = former();
    if (former > 0) {
      loop.onExit(
          former,
          exit -> {
            kernel.unlink(FILE);
            then.run();
          });
    } else {
      then.run();
    }
  }

  private int former() {
    String pid = ours ? "" : Text.line(kernel, FILE);
    int number = pid.isEmpty() ? 0 : Integer.parseInt(pid);
    return number > 0 && kernel.kill(number, 0) >= 0 ? number : 0;
  }
}
