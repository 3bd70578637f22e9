package org.boot2docker.guest.init.disk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.boot2docker.guest.init.partition.PartitionName;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/** The block devices that are present, as /sys shows them. */
final class Disks {
  private static final String CLASS = "/sys/class/block";
  private static final String USB_DEVICES = "/sys/bus/usb/devices";
  private static final String CARDS = "/sys/bus/mmc/devices";
  private static final String CARD_DISK = "mmcblk";
  private static final String CARD_SLOTS = "/sys/class/mmc_host";
  private static final String ISO_9660 = "CD001";
  private static final long ISO_9660_AT = 16 * 2048 + 1;
  private static final String PARTITION_NAME = "PARTNAME=";
  private static final long SIZE_UNIT = 512;
  private static final long PROBING = 10_000;
  private static final long ENUMERATING = 2_000;

  /** Names of devices that are never a data disk: memory, network, optical and floppy drives. */
  private static final List<String> NEVER =
      List.of("loop", "ram", "zram", "nbd", "sr", "fd", "dm-", "md", "mtdblock");

  private final Files files;
  private final Unshown unshown;

  Disks(Files files) {
    this.files = files;
    this.unshown = new Unshown(files);
  }

  /** What there is now. */
  Present present() {
    return present(name -> true);
  }

  /** A disk and its partitions; others are not read. */
  Present presentOf(String disk) {
    return present(name -> PartitionName.diskOf(files, name).equals(disk));
  }

  private Present present(Predicate<String> wanted) {
    List<Device> devices = new ArrayList<>();
    for (String name : files.list(CLASS)) {
      boolean suits = NEVER.stream().noneMatch(name::startsWith) && wanted.test(name);
      if (suits && size(name) > 0 && !isHidden(name)) {
        devices.add(device(name));
      }
    }
    devices.sort(Comparator.comparing(d -> Natural.key(d.name())));
    return new Present(devices);
  }

  /** NVMe shows each path to a disk, which has no device to open, besides the disk itself. */
  private boolean isHidden(String name) {
    return Text.line(files, CLASS + "/" + name + "/hidden").equals("1");
  }

  private Device device(String name) {
    boolean readOnly = Text.line(files, CLASS + "/" + name + "/ro").equals("1");
    String disk = PartitionName.diskOf(files, name);
    byte[] start = start(files, name);
    long size = size(name);
    // Only what looks like a data disk is worth another read.
    boolean raid =
        Superblock.parse(start, start.length).isPresent()
            && new RaidMark(files, name, size).isThere();
    return new Device(name, disk, size, readOnly, partitionName(name), start, raid);
  }

  private String partitionName(String name) {
    String event = Text.read(files, CLASS + "/" + name + "/uevent").orElse("");
    return Text.lines(event).stream()
        .filter(line -> line.startsWith(PARTITION_NAME))
        .map(line -> line.substring(PARTITION_NAME.length()))
        .findFirst()
        .orElse("");
  }

  private long size(String name) {
    String sectors = Text.line(files, CLASS + "/" + name + "/size");
    return sectors.isEmpty() ? 0 : SIZE_UNIT * Long.parseLong(sectors);
  }

  /** The first bytes of a device; none when it can't be read. */
  static byte[] start(Files files, String name) {
    int fd = files.open("/dev/" + name, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return new byte[0];
    }
    byte[] start = new byte[Device.START_BYTES];
    int length = files.read(fd, start);
    files.close(fd);
    return Arrays.copyOf(start, Math.max(0, length));
  }

  /** What is on a device instead of ext4, as far as it is known here. */
  Optional<OtherFileSystem> otherFileSystem(Device device) {
    return OtherFileSystem.on(files, device.path());
  }

  /** Whether a disk is the medium that this system was booted from, or one like it. */
  boolean isBootMedium(Device device) {
    int fd = files.open(device.path(), Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return false;
    }
    byte[] descriptor = new byte[ISO_9660.length()];
    files.seek(fd, ISO_9660_AT, Linux.SEEK_SET);
    int length = files.read(fd, descriptor);
    files.close(fd);
    return length == descriptor.length
        && new String(descriptor, StandardCharsets.US_ASCII).equals(ISO_9660);
  }

  /**
   * How long a better disk may still take to appear, in milliseconds since the drivers were loaded.
   *
   * <p>Controllers of virtual machines show their disks at once; USB and the slots of SD cards take
   * their time to enumerate; and many devices are known to hold a disk before they show it.
   */
  long patience(boolean found) {
    if (isProbing()) {
      return PROBING;
    }
    boolean enumerating = !files.list(USB_DEVICES).isEmpty() || hasEmptySlot();
    return found || !enumerating ? 0 : ENUMERATING;
  }

  /** Whether a slot has shown no card; Linux doesn't tell when it has stopped to look for one. */
  private boolean hasEmptySlot() {
    List<String> cards = files.list(CARDS);
    // A card's name is its host's with its address: mmc0:4567.
    return files.list(CARD_SLOTS).stream()
        .anyMatch(slot -> cards.stream().noneMatch(card -> card.startsWith(slot + ":")));
  }

  /** Whether a device that is known to hold a disk hasn't shown it yet. */
  private boolean isProbing() {
    List<String> disks = files.list(CLASS);
    for (String controller : files.list("/sys/class/nvme")) {
      if (disks.stream().noneMatch(d -> d.startsWith(controller + "n"))) {
        return true;
      }
    }
    return unshown.any()
        || usbDrives() > disks.stream().filter(this::isUsb).count()
        || cards() > disks.stream().filter(Disks::isCard).count();
  }

  /** Whether a name is that of a card, and not of a partition or of an eMMC's boot area. */
  private static boolean isCard(String disk) {
    String number = disk.startsWith(CARD_DISK) ? disk.substring(CARD_DISK.length()) : "";
    return !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Cards that are disks: SDIO cards are something else. */
  private long cards() {
    return files.list(CARDS).stream()
        .map(card -> Text.line(files, CARDS + "/" + card + "/type"))
        .filter(type -> type.equals("SD") || type.equals("MMC"))
        .count();
  }

  private long usbDrives() {
    return files.list(USB_DEVICES).stream()
        .filter(d -> Text.line(files, USB_DEVICES + "/" + d + "/bInterfaceClass").equals("08"))
        .count();
  }

  private boolean isUsb(String disk) {
    return !files.exists(CLASS + "/" + disk + "/partition")
        && files.readLink(CLASS + "/" + disk).orElse("").contains("/usb");
  }
}
