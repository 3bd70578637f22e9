package org.boot2docker.guest.init.boot;

import java.util.function.BooleanSupplier;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.init.modules.ListWorker;
import org.boot2docker.guest.init.modules.ModuleWorker;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Has kernel modules loaded by processes apart from PID 1, by two where there are two processors.
 */
final class ModuleWork {
  private static final long PAUSE = 1_000;
  private static final String WORKER = GuestPaths.RUN + "/module-worker.pid";
  private static final String PROCESSORS = "/sys/devices/system/cpu/online";

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final BooleanSupplier ending;
  private final Runnable firmware;
  private final Runnable storage;
  private final Runnable all;
  private int worker;
  private boolean renewing;
  private boolean renewLater;
  private boolean devicesLoaded;
  private boolean listsLoaded;

  /**
   * Work that has not begun.
   *
   * @param ending whether the machine is on its way down, when every process is ended
   * @param firmware called when the driver of fw_cfg is loaded, perhaps several times
   * @param storage called when the drivers of disks are loaded, perhaps several times
   * @param all called when all modules are loaded
   */
  ModuleWork(
      Kernel kernel,
      Log log,
      Loop loop,
      BooleanSupplier ending,
      Runnable firmware,
      Runnable storage,
      Runnable all) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.ending = ending;
    this.firmware = firmware;
    this.storage = storage;
    this.all = all;
  }

  /** Restarts the work in place of the worker that an earlier life of init may have left. */
  void beginAgain() {
    String former = Text.line(kernel, WORKER);
    if (!former.isEmpty()) {
      kernel.kill(Integer.parseInt(former), Linux.SIGKILL);
    }
    begin(false);
  }

  void begin() {
    begin(hasSeveralProcessors());
  }

  private void begin(boolean several) {
    startDevices(!several);
    if (several) {
      startLists();
    } else {
      listsLoaded = true;
    }
  }

  /** Of one processor alone the drivers of disks, which Docker waits for, are to have all. */
  private boolean hasSeveralProcessors() {
    String online = Text.line(kernel, PROCESSORS);
    return !online.isEmpty() && !online.equals("0");
  }

  /**
   * There are more modules than at the start: a new worker, which knows them, loads the drivers of
   * devices that still have none, and of those that come.
   */
  void renew() {
    if (!devicesLoaded) {
      // A driver that is just starting must not be interrupted.
      renewLater = true;
    } else if (worker > 0) {
      renewing = true;
      kernel.kill(worker, Linux.SIGKILL);
    }
  }

  private void startLists() {
    int pid = kernel.fork(new ListWorker(kernel));
    loop.onExit(
        pid,
        exit -> {
          if (pid < 0) {
            log.error(
                "the worker for the lists of modules ended with "
                    + exit.describe()
                    + ": it is restarted");
            loop.after(PAUSE, this::startLists);
            return;
          }
          if (exit.code() != 0) {
            log.error(
                "loading the modules of /etc/modules-load.d ended with "
                    + exit.describe()
                    + ": load a module with: sudo modprobe NAME");
          }
          listsLoaded = true;
          finish();
        });
  }

  private void startDevices(boolean withLists) {
    int[] pipe = kernel.pipe();
    int pid = pipe[0] < 0 ? pipe[0] : kernel.fork(new ModuleWorker(kernel, pipe[1], withLists));
    kernel.close(pipe[1]);
    loop.onReadable(pipe[0], () -> reports(pipe[0]));
    worker = pid;
    if (pid > 0) {
      Text.write(kernel, WORKER, pid + "\n", 0644);
    }
    loop.onExit(
        pid,
        exit -> {
          worker = 0;
          if (ending.getAsBoolean()) {
            return;
          }
          if (renewing) {
            renewing = false;
            startDevices(false);
            return;
          }
          log.error("the module worker ended with " + exit.describe() + ": it is restarted");
          loop.after(PAUSE, () -> startDevices(true));
          if (pid > 0) {
            storage.run();
          }
        });
  }

  private void reports(int pipe) {
    byte[] stage = new byte[1];
    if (kernel.read(pipe, stage) <= 0) {
      loop.close(pipe);
      return;
    }
    if (stage[0] == ModuleWorker.FIRMWARE) {
      firmware.run();
      return;
    }
    storage.run();
    if (stage[0] == ModuleWorker.ALL) {
      devicesLoaded = true;
      finish();
      if (renewLater) {
        renewLater = false;
        renew();
      }
    }
  }

  private void finish() {
    if (devicesLoaded && listsLoaded) {
      all.run();
    }
  }
}
