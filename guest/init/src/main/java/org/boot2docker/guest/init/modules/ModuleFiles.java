package org.boot2docker.guest.init.modules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.kernel.Text;

/**
 * A table that depmod wrote with one module's file at the beginning of each line: modules.dep or
 * modules.builtin.
 *
 * <p>The text stays as it is, and lines are compared with a name byte by byte: of hundreds of lines
 * a boot wants some forty, and making a text of each costs the processor more than all the rest of
 * loading modules.
 */
final class ModuleFiles {
  private static final String SUFFIX = ".ko";

  private final byte[] text;

  /** For each line: where it begins, where the file's name begins, and where the path ends. */
  private final int[] lines;

  private final int count;

  ModuleFiles(byte[] text) {
    this.text = text;
    int[] found = new int[3 * (1 + Lines.count(text))];
    int at = 0;
    int start = 0;
    int name = 0;
    int end = -1;
    for (int i = 0; i <= text.length; i++) {
      byte b = i < text.length ? text[i] : (byte) '\n';
      if (b == '\n') {
        if (i > start) {
          found[at++] = start;
          found[at++] = name;
          found[at++] = end < 0 ? i : end;
        }
        start = i + 1;
        name = start;
        end = -1;
      } else if (b == ':' && end < 0) {
        end = i;
      } else if (b == '/' && end < 0) {
        name = i + 1;
      }
    }
    lines = found;
    count = at;
  }

  /** Whether there is a line for a module of this name, in which hyphens count as underscores. */
  boolean has(String module) {
    return line(module) >= 0;
  }

  /** The paths in a module's line, its own first; empty when it has no line. */
  List<String> paths(String module) {
    int line = line(module);
    List<String> paths = new ArrayList<>();
    if (line >= 0) {
      int end = lines[line + 2];
      paths.add(string(lines[line], end));
      paths.addAll(Text.words(string(end + 1, Lines.end(text, end))));
    }
    return paths;
  }

  private int line(String module) {
    byte[] name = module.getBytes(StandardCharsets.UTF_8);
    for (int line = 0; line < count; line += 3) {
      if (isNamed(lines[line + 1], lines[line + 2], name)) {
        return line;
      }
    }
    return -1;
  }

  /** Whether the file at {@code text[from..to)} holds this module, compressed or not. */
  private boolean isNamed(int from, int to, byte[] name) {
    int end = from + name.length;
    if (end + SUFFIX.length() > to) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (plain(text[from + i]) != plain(name[i])) {
        return false;
      }
    }
    return text[end] == '.' && text[end + 1] == 'k' && text[end + 2] == 'o';
  }

  private static int plain(byte b) {
    return b == '-' ? '_' : b;
  }

  private String string(int from, int to) {
    return new String(text, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }
}
