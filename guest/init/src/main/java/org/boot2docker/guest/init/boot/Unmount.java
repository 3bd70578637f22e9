package org.boot2docker.guest.init.boot;

import java.util.Collections;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** Takes the file systems of disks away cleanly, and what is mounted on top of them before. */
final class Unmount {
  private static final String ANY_DISK = "/dev/";
  private static final String DATA = "/mnt/";

  private final Kernel kernel;
  private final Log log;

  Unmount(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  void all() {
    List<String> lines = Text.lines(Text.read(kernel, "/proc/mounts").orElse(""));
    Collections.reverse(lines);
    for (String line : lines) {
      List<String> fields = Text.words(line);
      if (fields.size() > 2 && concerns(fields.get(0), fields.get(1))) {
        unmount(fields.get(0), unescape(fields.get(1)));
      }
    }
  }

  /** Mounts of a disk, and whatever Docker mounted below its directory. */
  static boolean concerns(String source, String target) {
    return source.startsWith(ANY_DISK)
        || target.startsWith(DATA)
        || target.startsWith(GuestPaths.DOCKER_STATE + "/");
  }

  private void unmount(String source, String target) {
    int result = kernel.unmount(target);
    if (result >= 0) {
      log.announce("unmounted " + target);
    } else if (source.startsWith(ANY_DISK)) {
      long flags = Linux.MS_REMOUNT | Linux.MS_RDONLY;
      int readOnly = kernel.mount(source, target, "", flags, "");
      log.announce(
          target
              + " is in use (error "
              + -result
              + "); making it read-only "
              + (readOnly < 0 ? "failed: error " + -readOnly : "instead"));
    }
  }

  /** /proc/mounts writes blanks and the like as three octal digits. */
  static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 3 < text.length()) {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
