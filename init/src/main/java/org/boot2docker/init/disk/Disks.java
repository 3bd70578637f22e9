package org.boot2docker.init.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.init.format.FormatMagic;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Linux;
import org.boot2docker.init.kernel.Text;
import org.boot2docker.init.partition.PartitionName;

/** The block devices that are present, as /sys shows them. */
final class Disks {
  private static final String CLASS = "/sys/class/block";
  private static final String USB_DEVICES = "/sys/bus/usb/devices";
  private static final long SIZE_UNIT = 512;
  private static final long PROBING = 10_000;
  private static final long ENUMERATING = 2_000;

  /** Names of devices that are never a data disk: memory, network, optical and floppy drives. */
  private static final List<String> NEVER =
      List.of("loop", "ram", "zram", "nbd", "sr", "fd", "dm-", "md", "mtdblock");

  private final Kernel kernel;

  Disks(Kernel kernel) {
    this.kernel = kernel;
  }

  /** What there is now, each list in the order of the names. */
  Present present() {
    List<Candidate> candidates = new ArrayList<>();
    List<Request> requests = new ArrayList<>();
    for (String name : kernel.list(CLASS)) {
      if (isUsable(name)) {
        sort(name, start(name), candidates, requests);
      }
    }
    // What lies on a disk that asks to be formatted is what an interrupted formatting left.
    candidates.removeIf(c -> requests.stream().anyMatch(r -> r.disk().equals(c.disk())));
    candidates.sort(Candidate.IN_ORDER);
    requests.sort(Request.IN_ORDER);
    return new Present(candidates, requests);
  }

  private void sort(String name, byte[] start, List<Candidate> candidates, List<Request> requests) {
    if (FormatMagic.isAt(start, start.length) && FormatMagic.mayBeOn(kernel, name)) {
      requests.add(new Request(name, size(name)));
      return;
    }
    String disk = PartitionName.diskOf(kernel, name);
    Superblock.parse(start, start.length)
        .ifPresent(s -> candidates.add(new Candidate(name, disk, s.label(), s.ext4())));
  }

  private boolean isUsable(String name) {
    return NEVER.stream().noneMatch(name::startsWith)
        && size(name) > 0
        && !Text.line(kernel, CLASS + "/" + name + "/ro").equals("1");
  }

  private long size(String name) {
    String sectors = Text.line(kernel, CLASS + "/" + name + "/size");
    return sectors.isEmpty() ? 0 : SIZE_UNIT * Long.parseLong(sectors);
  }

  private byte[] start(String name) {
    int fd = kernel.open("/dev/" + name, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return new byte[0];
    }
    byte[] start = new byte[Superblock.BYTES];
    int length = kernel.read(fd, start);
    kernel.close(fd);
    return Arrays.copyOf(start, Math.max(0, length));
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
