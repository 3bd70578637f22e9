package org.boot2docker.guest.init.partition;

import org.boot2docker.guest.system.kernel.Files;

/** How Linux names partitions: sda1, but nvme0n1p1 and mmcblk0p1 after a digit. */
public final class PartitionName {
  private PartitionName() {}

  /** The name of a disk's partition. */
  public static String of(String disk, int number) {
    return disk + (isDigit(disk, disk.length() - 1) ? "p" : "") + number;
  }

  /** The disk that a block device is a partition of, or the device itself. */
  public static String diskOf(Files files, String device) {
    if (!files.exists("/sys/class/block/" + device + "/partition")) {
      return device;
    }
    int end = device.length();
    while (isDigit(device, end - 1)) {
      end--;
    }
    boolean separated = end > 1 && device.charAt(end - 1) == 'p' && isDigit(device, end - 2);
    return device.substring(0, separated ? end - 1 : end);
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && Character.isDigit(text.charAt(at));
  }
}
