package org.boot2docker.guest.binary;

import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.kernel.NativeKernel;
import org.boot2docker.guest.system.kernel.ThisProcess;

/** Polls as many descriptors as its argument says; only the first and the last can be read. */
final class PollProgram {
  private PollProgram() {}

  /** Prints the indexes of those that poll found, each with a blank after it. */
  public static void main(String[] args) {
    NativeKernel kernel = new NativeKernel();
    int silent = kernel.pipe()[0];
    int[] full = kernel.pipe();
    kernel.write(full[1], new byte[1], 0, 1);
    int[] fds = new int[Integer.parseInt(args[0])];
    for (int i = 0; i < fds.length; i++) {
      fds[i] = i == 0 || i == fds.length - 1 ? full[0] : silent;
    }
    boolean[] ready = kernel.poll(fds, 0);
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < ready.length; i++) {
      if (ready[i]) {
        found.append(i).append(' ');
      }
    }
    byte[] text = found.toString().getBytes(StandardCharsets.UTF_8);
    kernel.write(1, text, 0, text.length);
    ThisProcess.end(0);
  }
}
