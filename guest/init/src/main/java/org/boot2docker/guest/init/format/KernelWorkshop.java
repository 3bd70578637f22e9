package org.boot2docker.guest.init.format;

import java.util.List;
import org.boot2docker.contract.DiskNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.init.partition.Extent;
import org.boot2docker.guest.init.partition.KernelBlock;
import org.boot2docker.guest.init.partition.PartitionName;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/** The real machine's programs and kernel. */
final class KernelWorkshop implements Workshop {
  private static final String STATE = GuestPaths.STATE;

  private final Kernel kernel;
  private final ToolRun tools;
  private final KernelBlock disk;
  private final String name;
  private final String data;
  private final String swap;

  KernelWorkshop(Kernel kernel, String name, KernelBlock disk) {
    this.kernel = kernel;
    this.tools = new ToolRun(kernel, kernel);
    this.disk = disk;
    this.name = name;
    this.data = PartitionName.of(name, Layout.DATA_NUMBER);
    this.swap = PartitionName.of(name, Layout.SWAP_NUMBER);
  }

  @Override
  public String uniqueId() {
    return Text.line(kernel, "/proc/sys/kernel/random/uuid");
  }

  @Override
  public void announce(Layout layout) {
    forgetFormer();
    layout.swap().ifPresent(extent -> announce(Layout.SWAP_NUMBER, extent));
    announce(Layout.DATA_NUMBER, layout.data());
  }

  /** The words alone may have been written over sector 0 of a disk that has a table. */
  private void forgetFormer() {
    for (String device : kernel.list("/sys/class/block")) {
      String number = Text.line(kernel, "/sys/class/block/" + device + "/partition");
      if (!number.isEmpty() && PartitionName.diskOf(kernel, device).equals(name)) {
        int result = kernel.forgetPartition(disk.descriptor(), Integer.parseInt(number));
        check(result, "making the kernel forget " + device);
      }
    }
  }

  private void announce(int number, Extent extent) {
    int result = kernel.addPartition(disk.descriptor(), number, extent.start(), extent.length());
    check(result, "making partition " + number + " known to the kernel");
  }

  @Override
  public void makeSwap() {
    tools.run(List.of("/usr/sbin/mkswap", "-L", DiskNames.SWAP_LABEL, "/dev/" + swap));
  }

  @Override
  public void makeFileSystem(byte[] request) {
    String device = "/dev/" + data;
    String point = "/mnt/" + data;
    tools.run(
        List.of("/usr/sbin/mke2fs", "-q", "-F", "-t", "ext4", "-L", DiskNames.DATA_LABEL, device));
    kernel.makeDirectory(point, 0755);
    check(kernel.mount(device, point, "ext4", Linux.MS_NOATIME, ""), "mounting " + device);
    String directory = point;
    for (String part : List.of("/var", "/lib", "/boot2docker")) {
      directory += part;
      check(kernel.makeDirectory(directory, 0755), "making " + directory);
    }
    String file = point + STATE + "/userdata.tar";
    check(Text.write(kernel, file, request, 0600), "writing " + file);
  }

  @Override
  public void finish() {
    // Waits for all that was written there, and leaves the file system clean.
    check(kernel.unmount("/mnt/" + data), "unmounting the new file system");
    kernel.sync();
  }

  private static void check(int result, String what) {
    if (result < 0) {
      throw new BlockException(what + " failed: error " + -result);
    }
  }
}
