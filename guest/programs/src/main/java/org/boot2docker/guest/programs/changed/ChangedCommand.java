package org.boot2docker.guest.programs.changed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/**
 * The applet {@code changed}: raises IN_MODIFY for files that changed on the host.
 *
 * <p>Linux raises inotify's events for what its own programs do, and not for what another machine
 * does with the files of a network file system. So this does something that changes nothing. Linux
 * has no such thing for IN_CREATE, IN_DELETE and moves: the host names the folder, too.
 */
public final class ChangedCommand {
  /** Longest path that Linux takes, with the byte that ends it. */
  private static final int PATH_MAX = 4096;

  private final Files files;
  private final int input;

  /**
   * Raises events of these files.
   *
   * @param input descriptor of paths, each ended by a zero byte
   */
  public ChangedCommand(Files files, int input) {
    this.files = files;
    this.input = input;
  }

  /** Takes all paths and gives the exit code. What is gone by now has no events. */
  public int run() {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    byte[] chunk = new byte[PATH_MAX];
    while (true) {
      int count = files.read(input, chunk);
      if (count == 0 || count < 0 && count != -Linux.EINTR) {
        return count == 0 ? 0 : 1;
      }
      for (int i = 0; i < count; i++) {
        take(path, chunk[i]);
      }
    }
  }

  private void take(ByteArrayOutputStream path, byte each) {
    if (each != 0) {
      path.write(each);
      return;
    }
    if (path.size() < PATH_MAX) {
      files.retouch(new String(path.toByteArray(), StandardCharsets.UTF_8));
    }
    path.reset();
  }
}
