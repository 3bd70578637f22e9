package org.boot2docker.guest.init.folders;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.boot2docker.contract.DeviceNames;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** Finds the shares of this machine in /sys. */
final class ShareFinder {
  private static final String NINE_P = "/sys/bus/virtio/drivers/9pnet_virtio";
  private static final String VIRTIOFS = "/sys/fs/virtiofs";
  private static final String PCI = "/sys/bus/pci/devices";
  private static final String VIRTIO_VENDOR = "0x1af4";

  /** 9p, transitional and modern, and file system (virtio 1.2, sections 5.1 and 4.1.2). */
  private static final Set<String> DEVICES = Set.of("0x1009", "0x1049", "0x105a");

  /**
   * QEMU's tags are short; boot2docker's tool gives shares such ones, and the long ones by files.
   */
  private final Files files;

  private final FirmwareConfig firmware;

  ShareFinder(Files files) {
    this.files = files;
    this.firmware = new FirmwareConfig(files);
  }

  /** How many shares there will be when the drivers are loaded: known as soon as /sys is. */
  int expected() {
    int count = 0;
    for (String device : files.list(PCI)) {
      String directory = PCI + "/" + device;
      if (Text.line(files, directory + "/vendor").equals(VIRTIO_VENDOR)
          && DEVICES.contains(Text.line(files, directory + "/device"))) {
        count++;
      }
    }
    return count;
  }

  /** Those whose drivers are loaded and whose tags are known; what may hold others comes first. */
  List<Share> present() {
    List<Share> shares = new ArrayList<>();
    find(NINE_P, "/mount_tag", Share.Kind.NINE_P, shares);
    find(VIRTIOFS, "/tag", Share.Kind.VIRTIOFS, shares);
    shares.sort(Comparator.comparing(Share::tag));
    return shares;
  }

  private void find(String directory, String file, Share.Kind kind, List<Share> shares) {
    for (String device : files.list(directory)) {
      String path = directory + "/" + device + file;
      if (files.exists(path)) {
        // The kernel ends 9p's tags with a NUL.
        String source = Text.read(files, path).orElse("").replace("\0", "");
        source = source.endsWith("\n") ? source.substring(0, source.length() - 1) : source;
        if (!source.startsWith(DeviceNames.SHARE_TAG) || !firmware.isStillToCome()) {
          String tag = firmware.text(FirmwareNames.SHARES + source).orElse(source);
          shares.add(new Share(kind, source, tag));
        }
      }
    }
  }
}
