package org.boot2docker.machine.qemu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.DeviceNames;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.state.MachineDirectory;

/** The part of QEMU's command line about the folders of the host. */
record ShareArguments(MachineDirectory directory, Sharing sharing) {
  /** Put behind the machine's type: the object that is its memory. */
  static final String MEMORY = ",memory-backend=memory";

  /** The device of a folder that virtiofs serves. */
  static final String VIRTIOFS = "vhost-user-fs-pci";

  /**
   * Bytes; virtiofs has 36 for it (virtio 1.2, section 5.11.4), QEMU's 9p 32 with the final NUL.
   */
  private static final int LONGEST_TAG = 31;

  List<String> of(MachineSpec spec) {
    List<String> to = new ArrayList<>();
    if (spec.shares().isEmpty()) {
      return to;
    }
    boolean virtiofs = sharing.server() == Sharing.Server.VIRTIOFS;
    if (virtiofs) {
      to.add("-object");
      to.add("memory-backend-memfd,id=memory,share=on,size=%dM".formatted(spec.memoryMiB()));
    }
    for (int number = 0; number < spec.shares().size(); number++) {
      Share share = spec.shares().get(number);
      String tag = QemuCommand.escape(tag(share, number, to));
      if (virtiofs) {
        addVirtiofs(to, number, tag);
      } else {
        addNineP(to, share, number, tag);
      }
    }
    sharing.user().ifPresent(user -> addFile(to, FirmwareNames.USER_ID, Integer.toString(user)));
    return to;
  }

  private static String tag(Share share, int number, List<String> to) {
    if (share.tag().getBytes(StandardCharsets.UTF_8).length <= LONGEST_TAG) {
      return share.tag();
    }
    String tag = DeviceNames.SHARE_TAG + number;
    addFile(to, FirmwareNames.SHARES + tag, share.tag());
    return tag;
  }

  private static void addFile(List<String> to, String name, String text) {
    to.add("-fw_cfg");
    to.add("name=" + name + ",string=" + QemuCommand.escape(text));
  }

  private void addVirtiofs(List<String> to, int number, String tag) {
    String socket = QemuCommand.escape(directory.folderSocket(number).toString());
    to.add("-chardev");
    to.add("socket,id=share%d,path=%s".formatted(number, socket));
    to.add("-device");
    to.add((VIRTIOFS + ",chardev=share%d,tag=%s").formatted(number, tag));
  }

  private static void addNineP(List<String> to, Share share, int number, String tag) {
    // Files belong to whoever runs QEMU and look on the host as any other; folders below that are
    // other file systems of the host keep their inode numbers apart.
    String path = QemuCommand.escape(share.directory().toAbsolutePath().toString());
    to.add("-fsdev");
    to.add(
        "local,id=share%d,security_model=none,multidevs=remap,%spath=%s"
            .formatted(number, share.readOnly() ? "readonly=on," : "", path));
    to.add("-device");
    to.add("virtio-9p-pci,fsdev=share%d,mount_tag=%s".formatted(number, tag));
  }
}
