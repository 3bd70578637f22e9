package org.boot2docker.init;

import org.boot2docker.init.boot.Boot;
import org.boot2docker.init.kernel.NativeKernel;

/** Entry point of PID 1. */
final class Main {
  private static final String PROGRAM = "/usr/sbin/init";

  private Main() {}

  /** Boots; an argument means that the machine is up and an earlier init has crashed. */
  public static void main(String[] args) {
    NativeKernel.endUnlessFirst(
        "init: this is the first process of boot2docker; to end it see poweroff and reboot\n");
    NativeKernel kernel = new NativeKernel();
    kernel.survive(PROGRAM);
    new Boot(kernel, args.length > 0).run();
  }
}
