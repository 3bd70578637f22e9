package org.boot2docker.guest.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountedTest {
  @Test
  void readsMountPointsAsTheKernelEscapesThem() {
    FakeKernel kernel =
        new FakeKernel()
            .file("/proc/mounts", "/dev/vda1 /mnt/my\\040disk ext4 rw 0 0\nshort line\n");

    Mounted mounted = new Mounted("/dev/vda1", "/mnt/my disk", "ext4");
    assertThat(Mounted.all(kernel)).containsExactly(mounted);
    assertThat(mounted.holds("/mnt/my disk/file")).isTrue();
    assertThat(mounted.holds("/mnt/my disks")).isFalse();
  }
}
