package org.boot2docker.guest.init.disk;

import java.util.List;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Devices that are known to hold a disk, or to have one behind them, which they have not shown yet;
 * NVMe, USB and cards are in {@link Disks}, since their disks are counted.
 *
 * <p>A SCSI host in mid-scan needs no sign here, although Debian's kernel scans asynchronously:
 * Linux ends loading a module only when all that was begun asynchronously is done (since 5.17, by
 * {@code async_synchronize_full}), and disks are looked for when the modules of their controllers
 * are loaded. What scans in work queues of its own is listed below.
 */
final class Unshown {
  private static final String SCSI = "/sys/bus/scsi/devices";
  private static final String DISK_TYPE = "0";
  private static final String VIRTIO = "/sys/bus/virtio/devices";
  private static final String VIRTIO_BLOCK = "0x0002";
  private static final String XEN = "/sys/bus/xen/devices";
  private static final String VMBUS = "/sys/bus/vmbus/devices";
  private static final String FIBRE = "/sys/class/fc_host";
  private static final String FIBRE_TARGETS = "/sys/class/fc_remote_ports";
  private static final String SAS = "/sys/class/sas_end_device";

  /** Hyper-V's SCSI, IDE and Fibre Channel controllers (include/linux/hyperv.h). */
  private static final List<String> HYPER_V =
      List.of(
          "{ba6163d9-04a1-4d29-b605-72e2ffb1dc7f}",
          "{32412632-86cb-44a2-9b5c-50d1417354f5}",
          "{2f9bcc4a-0069-4af3-b76b-6fd0be528cda}");

  private final Files files;

  Unshown(Files files) {
    this.files = files;
  }

  /** Whether there is one. */
  boolean any() {
    return lacksBlock(SCSI, device -> line(SCSI, device, "type").equals(DISK_TYPE))
        || lacksBlock(VIRTIO, device -> line(VIRTIO, device, "device").equals(VIRTIO_BLOCK))
        || lacksBlock(XEN, device -> device.startsWith("vbd-"))
        || hyperV()
        || fibre()
        || sas();
  }

  private interface Kind {
    boolean has(String device);
  }

  /** Whether a device of a kind has a driver, and no disk. */
  private boolean lacksBlock(String bus, Kind kind) {
    return files.list(bus).stream()
        .filter(kind::has)
        .map(device -> bus + "/" + device)
        .anyMatch(path -> files.exists(path + "/driver") && files.list(path + "/block").isEmpty());
  }

  /** A controller gets its SCSI host when the hypervisor has answered. */
  private boolean hyperV() {
    return files.list(VMBUS).stream()
        .filter(device -> HYPER_V.contains(line(VMBUS, device, "class_id")))
        .map(device -> VMBUS + "/" + device)
        .anyMatch(path -> files.exists(path + "/driver") && !hasChild(path, "host"));
  }

  /** A link that comes up, or one that is up and whose targets have not been looked at. */
  private boolean fibre() {
    for (String host : files.list(FIBRE)) {
      String state = line(FIBRE, host, "port_state");
      boolean online = state.equals("Online") && files.list(FIBRE_TARGETS).isEmpty();
      if (online || state.equals("Linkup") || state.equals("Unknown")) {
        return true;
      }
    }
    return files.list(FIBRE_TARGETS).stream()
        .filter(port -> line(FIBRE_TARGETS, port, "roles").contains("Target"))
        .anyMatch(port -> !hasChild(FIBRE_TARGETS + "/" + port + "/device", "target"));
  }

  private boolean sas() {
    return files.list(SAS).stream()
        .anyMatch(device -> !hasChild(SAS + "/" + device + "/device", "target"));
  }

  private boolean hasChild(String path, String prefix) {
    return files.list(path).stream().anyMatch(name -> name.startsWith(prefix));
  }

  private String line(String directory, String device, String attribute) {
    return Text.line(files, directory + "/" + device + "/" + attribute);
  }
}
