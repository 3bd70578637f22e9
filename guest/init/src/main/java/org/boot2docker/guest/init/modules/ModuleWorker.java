package org.boot2docker.guest.init.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.boot2docker.guest.system.device.Uevent;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The process that loads kernel modules, apart from PID 1 because a driver may take seconds to
 * start.
 *
 * <p>It writes one byte to its pipe after each stage, and then serves devices that arrive later for
 * as long as the machine runs.
 */
public final class ModuleWorker implements Runnable {
  /** Written when the driver of fw_cfg is loaded, if there is that device. */
  public static final byte FIRMWARE = 'f';

  /** Written when the drivers of disks are loaded. */
  public static final byte STORAGE = 's';

  /** Written when the drivers of all present devices and the modules of the lists are loaded. */
  public static final byte ALL = 'a';

  private static final String NINE_P = "virtio:d00000009";
  private static final String LISTS = "/etc/modules-load.d";

  private final Kernel kernel;
  private final Log log;
  private final int report;
  private final boolean withLists;
  private final byte[] buffer = new byte[16384];

  /**
   * A worker that reports to this descriptor.
   *
   * @param withLists whether it loads the modules of the lists too, after those of the devices
   */
  public ModuleWorker(Kernel kernel, int report, boolean withLists) {
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.report = report;
    this.withLists = withLists;
  }

  @Override
  public void run() {
    int socket = kernel.ueventSocket();
    ModuleLoader loader = ModuleLoader.ofRunningKernel(kernel, log);
    loadPresent(loader, socket);
    if (withLists) {
      lists(kernel).forEach(loader::loadNamed);
    }
    drain(loader, socket);
    log.info(loader.loaded() + " kernel modules loaded");
    tell(ALL);
    while (true) {
      kernel.poll(new int[] {socket}, -1);
      drain(loader, socket);
    }
  }

  /** Loads the drivers of the devices that are there, and tells when those of disks are loaded. */
  void loadPresent(ModuleLoader loader, int socket) {
    List<String> devices = new Coldplug(kernel).modaliases();
    load(loader, socket, devices, d -> Coldplug.isVirtual(d) && Coldplug.leadsToDisk(d));
    // Whoever starts when the disk is there looks into it.
    load(loader, socket, devices, Coldplug::isFirmwareConfig);
    if (devices.stream().anyMatch(Coldplug::isFirmwareConfig)) {
      tell(FIRMWARE);
    }
    loadFileSystem(loader);
    if (Coldplug.hasQuickDisksOnly(devices)) {
      tell(STORAGE);
    }
    // Before the controllers of other disks, which may take seconds.
    load(loader, socket, devices, Coldplug::isVirtual);
    load(loader, socket, devices, Coldplug::leadsToDisk);
    loadFileSystem(loader);
    tell(STORAGE);
    load(loader, socket, devices, d -> true);
  }

  private void load(
      ModuleLoader loader, int socket, List<String> devices, Predicate<String> which) {
    devices.stream().filter(which).forEach(device -> load(loader, device));
    drain(loader, socket);
  }

  /** Without a disk nobody needs ext4, which is large; optical drives don't count. */
  private void loadFileSystem(ModuleLoader loader) {
    if (kernel.list("/sys/class/block").stream().anyMatch(disk -> !disk.startsWith("sr"))) {
      loader.loadNamed("ext4");
    }
  }

  /** Whoever mounts a 9p share when its driver has found it needs the file system too. */
  private static void load(ModuleLoader loader, String modalias) {
    if (modalias.startsWith(NINE_P)) {
      loader.loadNamed("9p");
    }
    loader.loadFor(modalias);
  }

  private void tell(byte stage) {
    kernel.write(report, new byte[] {stage}, 0, 1);
  }

  /** Loads the drivers of devices that appeared, which may make more devices appear. */
  private void drain(ModuleLoader loader, int socket) {
    int count = kernel.read(socket, buffer);
    while (count > 0) {
      Optional<Uevent> event = Uevent.parse(buffer, count);
      event.filter(Uevent::isAdd).ifPresent(e -> load(loader, e.value("MODALIAS")));
      count = kernel.read(socket, buffer);
    }
  }

  /** The modules named in the lists, one a line; # begins a comment. */
  static List<String> lists(Files files) {
    List<String> lists = new ArrayList<>(files.list(LISTS));
    lists.removeIf(file -> !file.endsWith(".conf"));
    lists.sort(String::compareTo);
    List<String> names = new ArrayList<>();
    for (String file : lists) {
      for (String line : Text.lines(Text.read(files, LISTS + "/" + file).orElse(""))) {
        int comment = line.indexOf('#');
        String name = (comment < 0 ? line : line.substring(0, comment)).trim();
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
