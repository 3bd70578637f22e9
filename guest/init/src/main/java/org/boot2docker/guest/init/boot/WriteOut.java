package org.boot2docker.guest.init.boot;

import org.boot2docker.guest.system.kernel.Storage;

/** Writes all file systems' cached data to their devices. */
record WriteOut(Storage storage) implements Runnable {
  @Override
  public void run() {
    storage.sync();
  }
}
