package org.boot2docker.guest.init.modules;

import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/**
 * The process that loads the modules of the lists while another one loads those of the devices.
 *
 * <p>Loading one is mostly work of the processor: a second one halves the time.
 */
public final class ListWorker implements Runnable {
  private final Kernel kernel;
  private final Log log;

  /** A worker that tells by its end that it is done. */
  public ListWorker(Kernel kernel) {
    this.kernel = kernel;
    this.log = new Log(kernel);
  }

  @Override
  public void run() {
    ModuleLoader loader = ModuleLoader.ofRunningKernel(kernel, log);
    ModuleWorker.lists(kernel).forEach(loader::loadNamed);
    log.info(loader.loaded() + " kernel modules of the lists loaded");
  }
}
