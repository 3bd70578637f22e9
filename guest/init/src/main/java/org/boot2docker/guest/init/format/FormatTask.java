package org.boot2docker.guest.init.format;

import org.boot2docker.guest.init.partition.KernelBlock;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/** The process that formats a disk, apart from PID 1 because a disk may take its time. */
public final class FormatTask implements Runnable {
  private final Kernel kernel;
  private final Log log;
  private final String name;

  /** For a whole disk that begins with the magic words. */
  public FormatTask(Kernel kernel, String name) {
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.name = name;
  }

  /** Formats the disk; says why if it can't be done, and then the process ends with 1. */
  @Override
  public void run() {
    try (KernelBlock disk = KernelBlock.open(kernel, name)) {
      new Formatting(disk, new KernelWorkshop(kernel, name, disk)).run();
    } catch (RuntimeException | Error e) {
      log.error("formatting /dev/" + name + " failed: " + e.getMessage());
      throw e;
    }
  }
}
