package org.boot2docker.init.modules;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Text;

/** The devices that were there before anyone listened for them. */
final class Coldplug {
  private static final String BUSES = "/sys/bus";
  private static final String INPUT = "/sys/class/input";

  private final Kernel kernel;

  Coldplug(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The modalias of every device, those that can lead to a disk first: Docker waits for the disk,
   * and some network cards take seconds to start.
   */
  List<String> modaliases() {
    List<String> storage = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String bus : kernel.list(BUSES)) {
      String devices = BUSES + "/" + bus + "/devices";
      for (String device : kernel.list(devices)) {
        String modalias = Text.line(kernel, devices + "/" + device + "/modalias");
        (leadsToDisk(modalias) ? storage : others).add(modalias);
      }
    }
    for (String device : kernel.list(INPUT)) {
      others.add(Text.line(kernel, INPUT + "/" + device + "/modalias"));
    }
    storage.addAll(others);
    storage.removeIf(String::isEmpty);
    return storage;
  }

  /**
   * Whether a device is one that virtual machines have: virtio, which starts in no time, and QEMU's
   * fw_cfg, which holds the SSH keys of whoever started the machine.
   */
  static boolean isVirtual(String modalias) {
    return modalias.startsWith("pci:v00001AF4")
        || modalias.startsWith("virtio:")
        || modalias.startsWith("acpi:QEMU0002:");
  }

  /**
   * Whether a device is a disk, a disk controller or a bus that disks are found on.
   *
   * <p>PCI: base class 01 is storage, 0C03 are USB controllers, and 1AF4 is the vendor of virtio.
   */
  static boolean leadsToDisk(String modalias) {
    if (modalias.startsWith("pci:")) {
      return modalias.contains("bc01")
          || modalias.contains("bc0Csc03")
          || modalias.startsWith("v00001AF4", "pci:".length());
    }
    return modalias.startsWith("virtio:d00000002")
        || modalias.startsWith("virtio:d00000008")
        || modalias.startsWith("scsi:")
        || modalias.startsWith("mmc:")
        || modalias.startsWith("usb:")
        || modalias.startsWith("vmbus:")
        || modalias.startsWith("xen:vbd");
  }
}
