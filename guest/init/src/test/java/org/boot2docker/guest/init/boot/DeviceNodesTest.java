package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class DeviceNodesTest {
  private static final String TABLE = "/usr/lib/boot2docker/devices";

  private final FakeKernel kernel =
      new FakeKernel()
          .file("/dev/kmsg", "")
          .file("/dev/fuse", "")
          .file("/etc/group", "root:x:0:\ndisk:x:6:\nkvm:x:36:\n")
          .file("/proc/sys/kernel/osrelease", "6.12\n")
          .file(
              "/usr/lib/modules/6.12/modules.devname",
              "# Device nodes to trigger on-demand module loading.\n"
                  + "loop loop-control c10:237\ntun net/tun c10:200\nodd odd c:1\n")
          .file(TABLE, "# NAME MODE GROUP\nfuse 666 root\nloop0 660 disk\nnet/tun 666 root\n");

  private void begin() {
    new DeviceNodes(kernel, new Log(kernel)).begin();
  }

  @Test
  void nodesOfModulesAreThereBeforeTheModules() {
    begin();

    assertThat(kernel.calls)
        .contains("mknod 20600 /dev/loop-control 10:237", "mknod 20600 /dev/net/tun 10:200")
        .contains("mknod 60660 /dev/loop0 7:0", "mknod 60660 /dev/loop7 7:7")
        .containsSubsequence("chown 0:6 /dev/loop0", "chmod 660 /dev/loop0")
        .contains("chmod 666 /dev/net/tun", "chmod 666 /dev/fuse")
        .noneMatch(call -> call.contains("odd"));
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void aDeviceThatComesLaterGetsItsRights() {
    kernel.file(TABLE, "kvm 660 kvm\n");
    DeviceNodes nodes = new DeviceNodes(kernel, new Log(kernel));
    nodes.begin();
    assertThat(kernel.calls).noneMatch(call -> call.contains("kvm"));

    kernel.file("/dev/kvm", "");
    nodes.appeared("kvm");

    assertThat(kernel.calls).contains("chown 0:36 /dev/kvm", "chmod 660 /dev/kvm");
  }

  @Test
  void oneLineIsForAllDevicesOfAKind() {
    kernel.file(TABLE, "tty* 660 disk\n").file("/dev/ttyS0", "").file("/dev/tt", "");
    DeviceNodes nodes = new DeviceNodes(kernel, new Log(kernel));
    nodes.begin();
    kernel.file("/dev/ttyUSB0", "");
    nodes.appeared("ttyUSB0");

    assertThat(kernel.calls)
        .containsSubsequence(
            "chown 0:6 /dev/ttyS0",
            "chmod 660 /dev/ttyS0",
            "chown 0:6 /dev/ttyUSB0",
            "chmod 660 /dev/ttyUSB0")
        .noneMatch(call -> call.endsWith("/dev/tt"));
  }

  @Test
  void modulesThatComeLaterHaveTheirNodes() {
    DeviceNodes nodes = new DeviceNodes(kernel, new Log(kernel));
    nodes.begin();
    kernel.file("/usr/lib/modules/6.12/modules.devname", "btrfs btrfs-control c10:234\n");
    nodes.again();

    assertThat(kernel.calls).contains("mknod 20600 /dev/btrfs-control 10:234");
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void aMistakeInTheTableIsSaid() {
    kernel.file(TABLE, "kvm 960 kvm\nfuse 666 nobody\n");

    begin();

    assertThat(kernel.log())
        .contains("'kvm 960 kvm': write NAME MODE GROUP")
        .contains("'fuse 666 nobody': write NAME MODE GROUP");
  }
}
