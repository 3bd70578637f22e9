package org.boot2docker.init;

import org.boot2docker.init.boot.Boot;
import org.boot2docker.init.kernel.NativeKernel;

/** Entry point of PID 1. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    new Boot(new NativeKernel(), args.length > 0).run();
  }
}
