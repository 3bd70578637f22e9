package org.boot2docker.guest.programs.changed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Mounted;

/**
 * The applet {@code changed}: raises IN_MODIFY, or with 9p IN_ATTRIB, for files that changed on the
 * host.
 *
 * <p>Linux raises inotify's events for what its own programs do, and not for what another machine
 * does with the files of a network file system. So this does something that changes nothing. Linux
 * has no such thing for IN_CREATE, IN_DELETE and moves: the host names the folder, too.
 */
public final class ChangedCommand {
  /** Longest path that Linux takes, with the byte that ends it. */
  private static final int PATH_MAX = 4096;

  private static final String NINE_P = "9p";

  private final Files files;
  private final int input;
  private final List<Mounted> mounts;

  /**
   * Raises events of these files.
   *
   * @param input descriptor of paths, each ended by a zero byte
   */
  public ChangedCommand(Files files, int input) {
    this.files = files;
    this.input = input;
    this.mounts = Mounted.all(files);
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
      raise(new String(path.toByteArray(), StandardCharsets.UTF_8));
    }
    path.reset();
  }

  /** Linux would cut times on 9p to whole seconds, so the mode has to do. */
  private void raise(String path) {
    String type = "";
    for (Mounted mount : mounts) {
      type = mount.holds(path) ? mount.type() : type;
    }
    if (type.equals(NINE_P)) {
      files.changeModeToItself(path);
    } else {
      files.retouch(path);
    }
  }
}
