package org.boot2docker.guest.init.boot;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The kernel's settings that files like sysctl.conf(5) ask for: {@code KEY = VALUE} lines, whose
 * comments begin with {@code #} or {@code ;}.
 *
 * <p>A setting of a module that isn't loaded yet is made when it is.
 */
final class Sysctl {
  /** The distribution's own. */
  static final String OURS = "/etc/sysctl.conf";

  /** The user's, on the data disk. */
  static final String USERS = GuestPaths.STATE + "/etc/sysctl.conf";

  private static final String ROOT = "/proc/sys/";
  private static final String PANIC = "kernel/panic";
  private static final String OF_NEW_INTERFACES = "net/ipv6/conf/default/";

  private record Setting(String file, String path, String value) {
    /** The same of one interface. */
    Setting of(String name) {
      return new Setting(file, path.replace("/default/", "/" + name + "/"), value);
    }
  }

  private final Kernel kernel;
  private final Log log;
  private final List<Setting> later = new ArrayList<>();

  Sysctl(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  /** Makes the settings of a file, if there is one. */
  void apply(String file) {
    for (String line : Text.lines(Text.read(kernel, file).orElse(""))) {
      String text = line.trim();
      int equals = text.indexOf('=');
      if (text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == ';') {
        continue;
      }
      if (equals <= 0) {
        log.error(file + " has the line '" + text + "': write KEY = VALUE");
        continue;
      }
      String path = path(text.substring(0, equals).trim());
      apply(new Setting(file, path, text.substring(equals + 1).trim()));
    }
  }

  /** A key with slashes; where it has them already, its dots are part of an interface's name. */
  private static String path(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return key;
    }
    char[] path = key.toCharArray();
    for (int i = 0; i < path.length; i++) {
      if (path[i] == '.') {
        path[i] = '/';
      } else if (path[i] == '/') {
        path[i] = '.';
      }
    }
    return new String(path);
  }

  /** What the kernel parameter panic= asks for counts more than the distribution's default. */
  private boolean isAskedOtherwise(Setting setting) {
    return setting.file().equals(OURS)
        && setting.path().equals(PANIC)
        && new CommandLine(Text.line(kernel, "/proc/cmdline")).value("panic").isPresent();
  }

  private void apply(Setting setting) {
    if (isAskedOtherwise(setting)) {
      return;
    }
    int result = put(setting);
    if (result == -Linux.ENOENT) {
      later.add(setting);
    } else {
      report(setting, result);
    }
    if (setting.path().startsWith(OF_NEW_INTERFACES)) {
      presentInterfaces().forEach(name -> report(setting.of(name), put(setting.of(name))));
    }
  }

  /**
   * Makes the settings of modules that have been loaded since.
   *
   * @param more whether there are more modules to come
   */
  void applyLater(boolean more) {
    for (Setting setting : List.copyOf(later)) {
      int result = put(setting);
      if (result != -Linux.ENOENT || !more) {
        later.remove(setting);
        report(setting, result);
      }
    }
  }

  private int put(Setting setting) {
    return Text.poke(kernel, ROOT + setting.path(), setting.value());
  }

  /** Not each kernel has each of our settings; what the user wants and can't have is an error. */
  private void report(Setting setting, int result) {
    if (result >= 0) {
      return;
    }
    String message = setting.path() + " is not " + setting.value() + ": error " + -result;
    if (setting.file().equals(OURS)) {
      log.info(message);
    } else {
      log.error(message + "; mend it in " + setting.file());
    }
  }

  /** Those whose drivers are built in: what they have of IPv6 no longer follows the default. */
  private List<String> presentInterfaces() {
    List<String> names = new ArrayList<>(kernel.list(ROOT + "net/ipv6/conf"));
    names.removeAll(List.of("all", "default"));
    return names;
  }
}
