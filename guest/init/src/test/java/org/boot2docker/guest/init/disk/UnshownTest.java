package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

/** What is waited for, and until when. */
class UnshownTest {
  private final FakeKernel kernel = new FakeKernel();

  private boolean any() {
    return new Unshown(kernel).any();
  }

  @Test
  void nothingIsWaitedForInAMachineWithoutControllers() {
    assertThat(any()).isFalse();
  }

  @Test
  void aScsiDiskUntilItsDriverHasShownIt() {
    kernel.file("/sys/bus/scsi/devices/0:0:0:0/type", "0\n");
    assertThat(any()).as("without a driver it never shows").isFalse();
    kernel.file("/sys/bus/scsi/devices/0:0:0:0/driver/bind", "");
    assertThat(any()).isTrue();
    kernel.file("/sys/bus/scsi/devices/0:0:0:0/block/sda/size", "8\n");
    assertThat(any()).isFalse();
  }

  @Test
  void noOpticalDriveAndNoNetworkCard() {
    kernel
        .file("/sys/bus/scsi/devices/0:0:0:0/type", "5\n")
        .file("/sys/bus/scsi/devices/0:0:0:0/driver/bind", "")
        .file("/sys/bus/virtio/devices/virtio0/device", "0x0001\n")
        .file("/sys/bus/virtio/devices/virtio0/driver/bind", "");
    assertThat(any()).isFalse();
  }

  @Test
  void aVirtioDisk() {
    kernel
        .file("/sys/bus/virtio/devices/virtio1/device", "0x0002\n")
        .file("/sys/bus/virtio/devices/virtio1/driver/bind", "");
    assertThat(any()).isTrue();
    kernel.file("/sys/bus/virtio/devices/virtio1/block/vda/size", "8\n");
    assertThat(any()).isFalse();
  }

  @Test
  void aDiskOfXen() {
    kernel.file("/sys/bus/xen/devices/vbd-51712/driver/bind", "");
    assertThat(any()).isTrue();
    kernel.file("/sys/bus/xen/devices/vbd-51712/block/xvda/size", "8\n");
    assertThat(any()).isFalse();
  }

  @Test
  void aControllerOfHyperVUntilItHasItsHost() {
    String device = "/sys/bus/vmbus/devices/f8b3781b";
    kernel
        .file(device + "/class_id", "{ba6163d9-04a1-4d29-b605-72e2ffb1dc7f}\n")
        .file(device + "/driver/bind", "");
    assertThat(any()).isTrue();
    kernel.file(device + "/host0/uevent", "");
    assertThat(any()).isFalse();
  }

  @Test
  void fibreChannelUntilItsTargetsAreLookedAtButNoCardWithoutACable() {
    kernel.file("/sys/class/fc_host/host3/port_state", "Linkdown\n");
    assertThat(any()).isFalse();
    kernel.file("/sys/class/fc_host/host3/port_state", "Online\n");
    assertThat(any()).isTrue();
    kernel.file("/sys/class/fc_remote_ports/rport-3:0-0/roles", "FCP Target\n");
    assertThat(any()).isTrue();
    kernel.file("/sys/class/fc_remote_ports/rport-3:0-0/device/target3:0:0/uevent", "");
    assertThat(any()).isFalse();
  }

  @Test
  void aSasDeviceUntilItIsATarget() {
    kernel.file("/sys/class/sas_end_device/end_device-0:0/device/uevent", "");
    assertThat(any()).isTrue();
    kernel.file("/sys/class/sas_end_device/end_device-0:0/device/target0:0:0/uevent", "");
    assertThat(any()).isFalse();
  }
}
