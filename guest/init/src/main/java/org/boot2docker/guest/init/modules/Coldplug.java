package org.boot2docker.guest.init.modules;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** The devices that were there before anyone listened for them. */
final class Coldplug {
  private static final String BUSES = "/sys/bus";
  private static final String INPUT = "/sys/class/input";
  private static final List<String> PCI_CLASSES =
      List.of("bc01", "bc08sc05", "bc0Csc03", "bc0Csc04");
  private static final String DISK = "virtio:d00000002v";

  private final Files files;

  Coldplug(Files files) {
    this.files = files;
  }

  /**
   * The modalias of every device: those that can lead to a disk first, because Docker waits for the
   * disk; then network cards, because its certificate waits for addresses.
   */
  List<String> modaliases() {
    List<String> storage = new ArrayList<>();
    List<String> networks = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String bus : files.list(BUSES)) {
      String devices = BUSES + "/" + bus + "/devices";
      for (String device : files.list(devices)) {
        String modalias = Text.line(files, devices + "/" + device + "/modalias");
        List<String> kind = isNetwork(modalias) ? networks : others;
        (leadsToDisk(modalias) ? storage : kind).add(modalias);
      }
    }
    for (String device : files.list(INPUT)) {
      others.add(Text.line(files, INPUT + "/" + device + "/modalias"));
    }
    storage.addAll(networks);
    storage.addAll(others);
    storage.removeIf(String::isEmpty);
    return storage;
  }

  /** Whether a device is one that virtual machines have: its driver starts in no time. */
  static boolean isVirtual(String modalias) {
    return isVirtualBus(modalias) || modalias.startsWith("virtio:");
  }

  /** Whether a device is what others of the same maker are found behind: virtio's, on PCI. */
  private static boolean isVirtualBus(String modalias) {
    return modalias.startsWith("pci:v00001AF4");
  }

  /**
   * Whether all disks are there when the drivers of virtio have been loaded: virtio's own disks
   * are, those behind its SCSI controller and all others appear when they please.
   *
   * @param devices all of them; if virtio's bus shows none, its PCI driver is still to come
   */
  static boolean hasQuickDisksOnly(List<String> devices) {
    boolean bus = devices.stream().anyMatch(d -> d.startsWith("virtio:"));
    return devices.stream()
        .filter(Coldplug::leadsToDisk)
        .allMatch(d -> d.startsWith(DISK) || isVirtualBus(d) && bus);
  }

  /**
   * Whether a device is QEMU's fw_cfg, which holds what the launcher hands to the guest: ACPI tells
   * of it, or the device tree.
   */
  static boolean isFirmwareConfig(String modalias) {
    return modalias.startsWith("acpi:QEMU0002:")
        || modalias.startsWith("of:") && modalias.contains("Cqemu,fw-cfg-mmio");
  }

  /** PCI's base class 02 is networks. */
  private static boolean isNetwork(String modalias) {
    return modalias.startsWith("virtio:d00000001v")
        || modalias.startsWith("pci:") && modalias.contains("bc02");
  }

  /**
   * Whether a device is a disk, a disk controller or a bus that disks are found on.
   *
   * <p>PCI: base class 01 is storage, 0805 are hosts of SD cards, 0C03 USB controllers, 0C04 Fibre
   * Channel, and 1AF4 is the vendor of virtio. ACPI: PNP0D40 is a host of SD cards.
   */
  static boolean leadsToDisk(String modalias) {
    if (modalias.startsWith("pci:")) {
      return PCI_CLASSES.stream().anyMatch(modalias::contains) || isVirtualBus(modalias);
    }
    return modalias.startsWith(DISK)
        || modalias.startsWith("virtio:d00000008")
        || modalias.startsWith("scsi:")
        || modalias.startsWith("mmc:")
        || modalias.startsWith("acpi:") && modalias.contains(":PNP0D40:")
        || modalias.startsWith("usb:")
        || modalias.startsWith("vmbus:")
        || modalias.startsWith("xen:vbd");
  }
}
