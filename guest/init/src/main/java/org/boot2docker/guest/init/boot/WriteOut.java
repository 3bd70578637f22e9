package org.boot2docker.guest.init.boot;

import org.boot2docker.guest.system.kernel.Kernel;

/** Writes all file systems' cached data to their devices. */
record WriteOut(Kernel kernel) implements Runnable {
  @Override
  public void run() {
    kernel.sync();
  }
}
