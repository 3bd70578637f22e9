package org.boot2docker.init.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Linux;
import org.boot2docker.init.kernel.Text;

/** The block devices that are present, as /sys shows them. */
final class Disks {
  private static final String CLASS = "/sys/class/block";
  private static final String USB_DEVICES = "/sys/bus/usb/devices";
  private static final long PROBING = 10_000;
  private static final long ENUMERATING = 2_000;

  /** Names of devices that are never a data disk: memory, network, optical and floppy drives. */
  private static final List<String> NEVER =
      List.of("loop", "ram", "zram", "nbd", "sr", "fd", "dm-", "md", "mtdblock");

  private final Kernel kernel;

  Disks(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The file systems that a data disk can be, in the order of their names. */
  List<Candidate> candidates() {
    List<Candidate> found = new ArrayList<>();
    for (String name : kernel.list(CLASS)) {
      if (isUsable(name)) {
        superblock(name).ifPresent(s -> found.add(new Candidate(name, s.label(), s.ext4())));
      }
    }
    found.sort(Candidate.IN_ORDER);
    return found;
  }

  private boolean isUsable(String name) {
    String directory = CLASS + "/" + name;
    return NEVER.stream().noneMatch(name::startsWith)
        && !Text.line(kernel, directory + "/size").equals("0")
        && !Text.line(kernel, directory + "/ro").equals("1");
  }

  private Optional<Superblock> superblock(String name) {
    int fd = kernel.open("/dev/" + name, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return Optional.empty();
    }
    byte[] start = new byte[Superblock.BYTES];
    int length = kernel.read(fd, start);
    kernel.close(fd);
    return Superblock.parse(start, length);
  }

  /**
   * How long a better disk may still take to appear, in milliseconds since the drivers were loaded.
   *
   * <p>Controllers of virtual machines show their disks at once; USB takes its time to enumerate,
   * and USB drives and NVMe controllers are known to hold a disk before they show it.
   */
  long patience(boolean found) {
    if (isProbing()) {
      return PROBING;
    }
    return found || kernel.list(USB_DEVICES).isEmpty() ? 0 : ENUMERATING;
  }

  /** Whether a device that is known to hold a disk hasn't shown it yet. */
  private boolean isProbing() {
    List<String> disks = kernel.list(CLASS);
    for (String controller : kernel.list("/sys/class/nvme")) {
      if (disks.stream().noneMatch(d -> d.startsWith(controller + "n"))) {
        return true;
      }
    }
    return usbDrives() > disks.stream().filter(this::isUsb).count();
  }

  private long usbDrives() {
    return kernel.list(USB_DEVICES).stream()
        .filter(d -> Text.line(kernel, USB_DEVICES + "/" + d + "/bInterfaceClass").equals("08"))
        .count();
  }

  private boolean isUsb(String disk) {
    return !kernel.exists(CLASS + "/" + disk + "/partition")
        && kernel.readLink(CLASS + "/" + disk).orElse("").contains("/usb");
  }
}
