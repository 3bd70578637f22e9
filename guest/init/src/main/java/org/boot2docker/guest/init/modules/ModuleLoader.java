package org.boot2docker.guest.init.modules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** Loads modules with what they depend on, each once. */
final class ModuleLoader {
  private final Kernel kernel;
  private final Log log;
  private final String directory;
  private final ModuleIndex index;
  private final Set<String> tried = new HashSet<>();
  private final Set<String> devices = new HashSet<>();
  private int loaded;

  ModuleLoader(Kernel kernel, Log log, String directory, ModuleIndex index) {
    this.kernel = kernel;
    this.log = log;
    this.directory = directory;
    this.index = index;
  }

  /** A loader for the kernel that runs. */
  static ModuleLoader ofRunningKernel(Kernel kernel, Log log) {
    String directory = "/usr/lib/modules/" + Text.line(kernel, "/proc/sys/kernel/osrelease");
    return new ModuleLoader(kernel, log, directory, ModuleIndex.read(kernel, directory));
  }

  /** How many modules this loader has put into the kernel. */
  int loaded() {
    return loaded;
  }

  /** Loads the drivers of a device; a modalias seen before costs nothing. */
  void loadFor(String modalias) {
    if (!modalias.isEmpty() && devices.add(modalias)) {
      index.modulesFor(modalias).forEach(this::load);
    }
  }

  /** Loads a module by name; says so when the image has no such module. */
  void loadNamed(String name) {
    if (index.knows(name)) {
      load(name);
    } else {
      log.info("module " + name + " is not in this image");
    }
  }

  private void load(String name) {
    List<String> files = index.filesFor(name);
    for (String file : files) {
      if (tried.add(file)) {
        insert(file);
      }
    }
  }

  private void insert(String file) {
    int fd = kernel.open(directory + "/" + file, Linux.O_RDONLY, 0);
    if (fd < 0) {
      log.error("cannot read kernel module " + file + ": error " + -fd);
      return;
    }
    int result = kernel.loadModule(fd, "");
    kernel.close(fd);
    if (result >= 0) {
      loaded++;
    } else if (result != -Linux.EEXIST) {
      report(file, result);
    }
  }

  private void report(String file, int result) {
    String message = "kernel module " + file + " was not loaded: error " + -result;
    if (result == -Linux.ENODEV) {
      log.info(message + ", its hardware is absent");
    } else {
      log.error(message);
    }
  }
}
