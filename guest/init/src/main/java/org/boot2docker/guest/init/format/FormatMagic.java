package org.boot2docker.guest.init.format;

import java.nio.charset.StandardCharsets;
import org.boot2docker.contract.DiskNames;

/** The words at the very beginning of a disk that ask for it to be formatted. */
public final class FormatMagic {
  /** How many bytes from the beginning of the disk belong to the request: a small tar. */
  public static final int REQUEST_BYTES = 4096;

  private static final byte[] WORDS = DiskNames.FORMAT_MAGIC.getBytes(StandardCharsets.US_ASCII);

  /** Below this many bytes a disk is not worth formatting: containers need more than 64 MiB. */
  public static final long LEAST_BYTES = 64L << 20;

  private FormatMagic() {}

  /** Whether these are the first bytes of a disk that asks for it. */
  public static boolean isAt(byte[] start, int length) {
    if (length < WORDS.length) {
      return false;
    }
    for (int i = 0; i < WORDS.length; i++) {
      if (start[i] != WORDS[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a name is that of a whole disk of a kind that may be formatted: virtio (vda), SCSI,
   * SATA, IDE and USB (sda), Xen (xvda), NVMe (nvme0n1), MMC (mmcblk0).
   */
  public static boolean mayBeOn(String name) {
    return isSeries(name, "vd", 'a', 'z')
        || isSeries(name, "sd", 'a', 'z')
        || isSeries(name, "xvd", 'a', 'z')
        || isSeries(name, "mmcblk", '0', '9')
        || isNvme(name);
  }

  private static boolean isNvme(String name) {
    int namespace = name.lastIndexOf('n');
    return namespace > 0
        && isSeries(name.substring(0, namespace), "nvme", '0', '9')
        && isSeries(name.substring(namespace), "n", '0', '9');
  }

  private static boolean isSeries(String name, String prefix, char from, char to) {
    if (!name.startsWith(prefix) || name.length() == prefix.length()) {
      return false;
    }
    for (int i = prefix.length(); i < name.length(); i++) {
      if (name.charAt(i) < from || name.charAt(i) > to) {
        return false;
      }
    }
    return true;
  }
}
