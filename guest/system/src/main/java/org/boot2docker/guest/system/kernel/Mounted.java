package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of /proc/mounts (proc_pid_mounts(5)).
 *
 * @param source device or name
 * @param target where it is mounted
 * @param type of the file system
 */
public record Mounted(String source, String target, String type) {
  private static final int OCTAL = 8;

  /** All, in the order in which they were mounted. */
  public static List<Mounted> all(Files files) {
    List<Mounted> all = new ArrayList<>();
    for (String line : Text.lines(Text.read(files, "/proc/mounts").orElse(""))) {
      List<String> fields = Text.words(line);
      if (fields.size() > 2) {
        all.add(new Mounted(fields.get(0), unescape(fields.get(1)), fields.get(2)));
      }
    }
    return all;
  }

  /** Whether a path is the target or below it; of several mounts the last such one counts. */
  public boolean holds(String path) {
    return target.equals("/") || path.equals(target) || path.startsWith(target + "/");
  }

  /** Blanks and the like are three octal digits. */
  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 3 < text.length()) {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), OCTAL));
        i += 3;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
