package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boot2docker.guest.init.disk.DiskShelf.MIB;

import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class SwapTest {
  private static final String HEAD = "Filename Type Size Used Priority\n";

  private final FakeKernel kernel =
      new FakeKernel()
          .file("/proc/swaps", HEAD)
          .file("/proc/meminfo", "MemTotal:        2000000 kB\nMemFree: 5 kB\n");
  private final DiskShelf shelf = new DiskShelf(kernel);
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final Swap swap = new Swap(kernel, log, loop);

  private void begin(String disk) {
    swap.begin(new Disks(kernel).present(), disk);
  }

  private void loadsZram() {
    kernel.file("/sys/block/zram0/disksize", "0\n");
    ends("/usr/sbin/modprobe zram", 0);
  }

  private void ends(String program, int code) {
    kernel.exit(kernel.pidOf(program).orElseThrow(), code);
    loop.reap();
  }

  @Test
  void takesTheLabelledPartitionOfTheDataDisk() {
    shelf.attach("vda", 5000 * MIB, new byte[4096]);
    shelf.partition("vda2", 2, MIB, 1000 * MIB, DiskShelf.swap("boot2dockerswap"));
    begin("vda");
    begin("vda");
    ends("/usr/sbin/swapon -d /dev/vda2", 0);
    assertThat(kernel.calls).containsExactly("start /usr/sbin/swapon -d /dev/vda2");
    assertThat(kernel.log()).contains("swap on /dev/vda2");
  }

  @Test
  void aDiskThatWasCheckedForLongIsTakenBesideCompressedMemory() {
    begin("");
    loadsZram();
    ends("/usr/sbin/mkswap /dev/zram0", 0);
    ends("/usr/sbin/swapon -d /dev/zram0", 0);
    kernel.file("/proc/swaps", HEAD + "/dev/zram0 partition 1000 0 -2\n");
    shelf.attach("vda", 5000 * MIB, new byte[4096]);
    shelf.partition("vda2", 2, MIB, 1000 * MIB, DiskShelf.swap("boot2dockerswap"));
    begin("vda");
    begin("vda");
    assertThat(kernel.calls).endsWith("start /usr/sbin/swapon -d /dev/vda2");
    assertThat(kernel.calls.stream().filter(call -> call.contains("vda2"))).hasSize(1);
  }

  @Test
  void initThatBeginsAgainLeavesSwapThatIsInUse() {
    kernel.file("/proc/swaps", HEAD + "/dev/vda2 partition 1000 0 -2\n");
    shelf.attach("vda", 5000 * MIB, new byte[4096]);
    shelf.partition("vda2", 2, MIB, 1000 * MIB, DiskShelf.swap("boot2dockerswap"));
    begin("vda");
    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void leavesOtherPeoplesSwapAloneAndCompressesMemory() {
    shelf.attach("vdb", 5000 * MIB, new byte[4096]);
    shelf.partition("vdb2", 2, MIB, 1000 * MIB, DiskShelf.swap("boot2dockerswap"));
    shelf.attach("vda", 5000 * MIB, new byte[4096]);
    shelf.partition("vda2", 2, MIB, 1000 * MIB, DiskShelf.swap("mine"));
    begin("vda");
    loadsZram();
    assertThat(kernel.text("/sys/block/zram0/disksize")).startsWith("1000000K");
    ends("/usr/sbin/mkswap /dev/zram0", 0);
    ends("/usr/sbin/swapon -d /dev/zram0", 0);
    assertThat(kernel.log()).contains("swap on /dev/zram0");
  }

  @Test
  void doesNothingWhenThereIsSwapAlready() {
    kernel.file("/proc/swaps", HEAD + "/dev/zram0 partition 1000 0 -2\n");
    begin("");
    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void usesTheZramOfAKernelThatHasItBuiltIn() {
    kernel.file("/sys/block/zram0/disksize", "0\n");
    begin("");
    assertThat(kernel.calls).containsExactly("start /usr/sbin/mkswap /dev/zram0");
  }

  @Test
  void kernelWithoutZramGoesWithoutSwap() {
    begin("");
    ends("/usr/sbin/modprobe zram", 1);
    assertThat(kernel.log()).containsPattern("no swap.*zram");
    assertThat(kernel.calls).noneMatch(call -> call.contains("mkswap"));
  }

  @Test
  void saysWhenItCannotSwap() {
    begin("");
    loadsZram();
    ends("/usr/sbin/mkswap", 1);
    assertThat(kernel.log())
        .containsPattern("<3>boot2docker: /usr/sbin/mkswap /dev/zram0 .*exit status 1");
    assertThat(kernel.calls).noneMatch(call -> call.contains("swapon"));
  }
}
