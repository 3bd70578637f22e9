package org.boot2docker.init.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.init.event.Loop;
import org.boot2docker.init.kernel.CommandLine;
import org.boot2docker.init.kernel.FakeKernel;
import org.boot2docker.init.kernel.Log;
import org.junit.jupiter.api.Test;

class DataDiskTest {
  private static final int MAGIC = 1024 + 0x38;
  private static final int FEATURES = 1024 + 0x60;
  private static final int LABEL = 1024 + 0x78;

  private final FakeKernel kernel = new FakeKernel().file("/var/lib/x", "");
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final List<Long> decidedAt = new ArrayList<>();

  private DataDisk dataDisk(String commandLine) {
    Runnable decided = () -> decidedAt.add(kernel.millis());
    return new DataDisk(kernel, log, loop, new CommandLine(commandLine), decided);
  }

  private void attach(String name, String label) {
    byte[] start = new byte[4096];
    start[MAGIC] = 0x53;
    start[MAGIC + 1] = (byte) 0xef;
    start[FEATURES] = 0x40;
    for (int i = 0; i < label.length(); i++) {
      start[LABEL + i] = (byte) label.charAt(i);
    }
    kernel.file("/sys/class/block/" + name + "/size", "8\n").file("/dev/" + name, start);
  }

  private void fsckEnds(int code) {
    kernel.exit(kernel.pidOf("/usr/sbin/e2fsck").orElseThrow(), code);
    loop.reap();
  }

  @Test
  void checksMountsAndLinksTheDisk() {
    attach("vda1", "boot2docker-data");
    dataDisk("").search();
    assertThat(decidedAt).isEmpty();
    fsckEnds(0);
    assertThat(kernel.calls)
        .containsExactly("start /usr/sbin/e2fsck -p /dev/vda1", "mount ext4 /dev/vda1 /mnt/vda1");
    assertThat(kernel.readLink("/var/lib/docker")).contains("/mnt/vda1/var/lib/docker");
    assertThat(kernel.readLink("/var/lib/boot2docker")).contains("/mnt/vda1/var/lib/boot2docker");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void usesADiskThatWasRepaired() {
    attach("sda", "");
    dataDisk("").search();
    fsckEnds(1);
    assertThat(kernel.calls).contains("mount ext4 /dev/sda /mnt/sda");
  }

  @Test
  void neverTouchesADiskThatCannotBeRepairedAndSaysWhatToDo() {
    attach("vda", "boot2docker-data");
    dataDisk("").search();
    fsckEnds(4);
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("mount ext4"));
    assertThat(kernel.log()).contains("<3>boot2docker: data disk /dev/vda has errors");
    assertThat(kernel.exists("/var/lib/docker")).isTrue();
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void runsFromMemoryWithoutWaitingWhenNothingCanCome() {
    dataDisk("").search();
    assertThat(decidedAt).containsExactly(5000L);
    assertThat(kernel.calls).containsExactly("mount   / size=90%");
  }

  @Test
  void waitsForUsbButNotForever() {
    kernel.file("/sys/bus/usb/devices/usb1/speed", "480");
    dataDisk("").search();
    assertThat(decidedAt).isEmpty();
    loop.step();
    assertThat(decidedAt).containsExactly(7000L);
  }

  @Test
  void takesAUsbDriveThatComesLate() {
    kernel.file("/sys/bus/usb/devices/1-1:1.0/bInterfaceClass", "08\n");
    DataDisk disk = dataDisk("");
    disk.search();
    attach("sda1", "boot2docker-data");
    disk.deviceAppeared();
    fsckEnds(0);
    assertThat(kernel.calls).contains("mount ext4 /dev/sda1 /mnt/sda1");
    loop.step();
    assertThat(decidedAt).containsExactly(5000L);
  }

  @Test
  void saysWhenTheDataDiskComesTooLate() {
    DataDisk disk = dataDisk("");
    disk.search();
    attach("sda1", "boot2docker-data");
    disk.deviceAppeared();
    assertThat(kernel.calls).noneMatch(call -> call.contains("e2fsck"));
    assertThat(kernel.log()).contains("data disk /dev/sda1 has come after the boot");
  }

  @Test
  void decidesBeforeAllDriversAreLoadedWhenTheLabelIsThere() {
    attach("vda", "boot2docker-data");
    DataDisk disk = dataDisk("");
    disk.deviceAppeared();
    disk.search();
    fsckEnds(0);
    assertThat(kernel.calls).filteredOn(call -> call.contains("e2fsck")).hasSize(1);
  }

  @Test
  void doesNotDecideEarlyOnADiskWithoutTheLabel() {
    attach("vda", "");
    dataDisk("").deviceAppeared();
    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void leavesAllDisksAloneWhenToldTo() {
    attach("vda", "boot2docker-data");
    dataDisk("boot2docker.data=none").search();
    assertThat(kernel.calls).containsExactly("mount   / size=90%");
  }

  @Test
  void skipsReadOnlyAndUnsuitableDevices() {
    attach("loop0", "boot2docker-data");
    attach("vda", "");
    kernel.file("/sys/class/block/vda/ro", "1\n");
    dataDisk("").search();
    assertThat(kernel.calls).noneMatch(call -> call.contains("e2fsck"));
  }

  @Test
  void survivesAFailingMount() {
    attach("vda", "boot2docker-data");
    kernel.failures.put("mount ext4 /dev/vda /mnt/vda", -19);
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.log()).contains("cannot mount data disk /dev/vda (error 19)");
    assertThat(decidedAt).hasSize(1);
  }
}
