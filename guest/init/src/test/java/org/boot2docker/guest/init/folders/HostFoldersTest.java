package org.boot2docker.guest.init.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.device.Uevent;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class HostFoldersTest {
  private static final String DRIVER = "/sys/bus/virtio/drivers/9pnet_virtio/";

  private final FakeKernel kernel = new FakeKernel();
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final Milestones milestones = new Milestones(kernel, log, true);
  private final HostFolders folders = new HostFolders(kernel, log, loop, milestones);

  private void device(String slot, String device) {
    kernel.file("/sys/bus/pci/devices/" + slot + "/vendor", "0x1af4\n");
    kernel.file("/sys/bus/pci/devices/" + slot + "/device", device + "\n");
  }

  private void bind() {
    bind("9pnet_virtio");
  }

  private void bind(String driver) {
    serve("bind@/devices/x\0ACTION=bind\0DRIVER=" + driver);
  }

  private void serve(String event) {
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    Uevent.parse(bytes, bytes.length).ifPresent(folders::serve);
  }

  private boolean reached() {
    return milestones.isReached("folders");
  }

  private long forks() {
    return kernel.calls.stream().filter("fork ShareMounter"::equals).count();
  }

  @Test
  void machineWithoutSharesWaitsForNothing() {
    device("0000:00:02.0", "0x1041");
    folders.begin();

    assertThat(reached()).isTrue();
    assertThat(forks()).isZero();
  }

  @Test
  void dockerWaitsUntilTheLastShareIsMounted() {
    device("0000:00:02.0", "0x1009");
    device("0000:00:03.0", "0x1009");
    folders.begin();
    assertThat(forks()).isZero();

    kernel.file(DRIVER + "virtio1/mount_tag", "a");
    bind();
    kernel.childEnds(0);
    loop.reap();
    assertThat(reached()).isFalse();

    kernel.file(DRIVER + "virtio2/mount_tag", "b");
    bind();
    kernel.childEnds(0);
    loop.reap();
    assertThat(forks()).isEqualTo(2);
    assertThat(reached()).isTrue();
  }

  @Test
  void sharesWhoseDriversWereQuickerThanInitAreMountedAtOnce() {
    device("0000:00:02.0", "0x1049");
    kernel.file(DRIVER + "virtio1/mount_tag", "a");
    folders.begin();

    assertThat(forks()).isEqualTo(1);
  }

  @Test
  void shareWhoseLongTagIsNotKnownYetIsWaitedFor() {
    device("0000:00:02.0", "0x105a");
    kernel.file("/sys/fs/virtiofs/1/tag", "boot2docker-0\n");
    kernel.file("/sys/bus/acpi/devices/QEMU0002:00/modalias", "acpi:QEMU0002:\n");
    folders.begin();
    assertThat(forks()).isZero();

    // The driver is about to show its files.
    kernel.file("/sys/firmware/qemu_fw_cfg/rev", "3\n");
    kernel.file("/sys/module/qemu_fw_cfg/initstate", "coming\n");
    bind("virtiofs");
    kernel.childEnds(0);
    loop.reap();
    assertThat(reached()).isFalse();

    kernel.file("/sys/module/qemu_fw_cfg/initstate", "live\n");
    serve("add@/module/qemu_fw_cfg\0ACTION=add\0DEVPATH=/module/qemu_fw_cfg\0SUBSYSTEM=module");
    kernel.childEnds(0);
    loop.reap();
    assertThat(forks()).isEqualTo(2);
    assertThat(reached()).isTrue();
  }

  @Test
  void shareThatNeverComesDoesNotKeepDockerFromStarting() {
    device("0000:00:02.0", "0x105a");
    folders.begin();
    loop.step();

    assertThat(reached()).isTrue();
    assertThat(kernel.log()).contains("Docker starts without them");
  }
}
