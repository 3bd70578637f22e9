package org.boot2docker.guest.init.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.Group;
import org.jspecify.annotations.Nullable;

/**
 * Device nodes of modules that are loaded when somebody opens the node, as depmod(8) lists them in
 * modules.devname; and the modes and groups of nodes, from a table of the image.
 */
final class DeviceNodes {
  private static final String DEVICES = "/dev/";
  private static final String TABLE = "/usr/lib/boot2docker/devices";
  private static final int LOOP_MAJOR = 7;
  private static final int LOOPS = 8;
  private static final int DECIMAL = 10;
  private static final int OCTAL = 8;

  private record Right(int mode, int group) {}

  private record Numbers(int type, int major, int minor) {}

  private final Kernel kernel;
  private final Log log;
  private final Map<String, Right> rights = new HashMap<>();

  /** Of names that begin so. */
  private final Map<String, Right> rightsByStart = new HashMap<>();

  /** Nodes in this kernel's /dev. */
  DeviceNodes(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  /** Reads the table, makes the nodes of modules, and gives all nodes what the table says. */
  void begin() {
    for (String line : Text.lines(Text.read(kernel, TABLE).orElse(""))) {
      List<String> words = Text.words(line);
      if (!words.isEmpty() && words.get(0).charAt(0) != '#') {
        read(words, line);
      }
    }
    makeOfModules();
    List<String> names = new ArrayList<>(rights.keySet());
    if (!rightsByStart.isEmpty()) {
      names.addAll(kernel.list("/dev"));
    }
    names.forEach(this::allow);
  }

  /** The same, for modules that have come. */
  void again() {
    makeOfModules();
    rights.keySet().forEach(this::allow);
  }

  private void read(List<String> words, String line) {
    int mode = words.size() == 3 ? number(words.get(1), OCTAL) : -1;
    int group = mode < 0 ? -1 : Group.number(kernel, words.get(2)).orElse(-1);
    if (group < 0) {
      log.error(TABLE + " has the line '" + line + "': write NAME MODE GROUP");
    } else {
      String name = words.get(0);
      boolean start = name.endsWith("*");
      (start ? rightsByStart : rights)
          .put(start ? name.substring(0, name.length() - 1) : name, new Right(mode, group));
    }
  }

  /** What is there already stays. */
  private void makeOfModules() {
    String release = Text.line(kernel, "/proc/sys/kernel/osrelease");
    String list = "/usr/lib/modules/" + release + "/modules.devname";
    for (String line : Text.lines(Text.read(kernel, list).orElse(""))) {
      List<String> words = Text.words(line);
      if (words.size() == 3 && words.get(0).charAt(0) != '#') {
        make(words.get(1), words.get(2));
        if (words.get(0).equals("loop")) {
          makeLoops();
        }
      }
    }
  }

  /** The devices that the module has from the start. */
  private void makeLoops() {
    for (int i = 0; i < LOOPS; i++) {
      make("loop" + i, new Numbers(Linux.S_IFBLK, LOOP_MAJOR, i));
    }
  }

  /** Makes a node with numbers as in {@code c10:200}. */
  private void make(String name, String numbers) {
    int colon = numbers.indexOf(':');
    int major = colon < 1 ? -1 : number(numbers.substring(1, colon), DECIMAL);
    int minor = colon < 1 ? -1 : number(numbers.substring(colon + 1), DECIMAL);
    if (major >= 0 && minor >= 0) {
      int type = numbers.charAt(0) == 'b' ? Linux.S_IFBLK : Linux.S_IFCHR;
      make(name, new Numbers(type, major, minor));
    }
  }

  private void make(String name, Numbers numbers) {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      kernel.makeDirectory(DEVICES + name.substring(0, slash), 0755);
    }
    int mode = numbers.type() | (numbers.type() == Linux.S_IFBLK ? 0660 : 0600);
    int made = kernel.makeNode(DEVICES + name, mode, numbers.major(), numbers.minor());
    if (made < 0 && made != -Linux.EEXIST) {
      log.check(made, "making " + DEVICES + name);
    }
  }

  /** Gives a node that has come, as its event names it, what the table says. */
  void appeared(String name) {
    allow(name);
  }

  private void allow(String name) {
    Right right = right(name);
    if (right != null && kernel.exists(DEVICES + name)) {
      kernel.changeOwner(DEVICES + name, 0, right.group());
      kernel.changeMode(DEVICES + name, right.mode());
    }
  }

  private @Nullable Right right(String name) {
    for (Map.Entry<String, Right> each : rightsByStart.entrySet()) {
      if (name.startsWith(each.getKey())) {
        return each.getValue();
      }
    }
    return rights.get(name);
  }

  private static int number(String text, int radix) {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
