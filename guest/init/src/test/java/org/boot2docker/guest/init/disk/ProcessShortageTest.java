package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boot2docker.guest.init.disk.DiskShelf.MIB;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

/** The disk is decided on, and the boot goes on, although Linux gives no more processes. */
class ProcessShortageTest {
  private static final long SIZE = 1000 * MIB;

  private final FakeKernel kernel = new FakeKernel();
  private final DiskShelf shelf = new DiskShelf(kernel);
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final List<String> decided = new ArrayList<>();

  private void search() {
    new DataDisk(kernel, log, loop, new CommandLine(""), () -> decided.add("decided")).search();
    loop.step();
  }

  private void fails(String call) {
    kernel.failures.put(call, -Linux.EAGAIN);
  }

  private void fsckEnds() {
    kernel.exit(kernel.pidOf("/usr/sbin/e2fsck").orElseThrow(), 0);
    loop.reap();
  }

  @Test
  void usesAPartitionAsItIsThatNoProcessCanGrow() {
    fails("fork GrowTask");
    shelf.attach("vda", 3 * SIZE, new byte[4096]);
    shelf.partition("vda1", 1, MIB, SIZE, DiskShelf.ext4("boot2docker-data", SIZE, SIZE / 2));
    search();
    fsckEnds();
    assertThat(kernel.log()).containsPattern("<3>boot2docker: .*grow.*/dev/vda1");
    assertThat(decided).hasSize(1);
  }

  @Test
  void keepsAllInMemoryWhenNoProcessCanFormat() {
    fails("fork FormatTask");
    shelf.attach("vda", SIZE, DiskShelf.request());
    search();
    assertThat(kernel.log()).containsPattern("/dev/vda .*formatted.*error 11");
    assertThat(decided).hasSize(1);
  }

  @Test
  void saysThatAFileSystemCouldNotGrow() {
    fails("start /usr/sbin/resize2fs /dev/vda");
    shelf.attach("vda", 3 * SIZE, DiskShelf.ext4("", SIZE, SIZE));
    search();
    fsckEnds();
    loop.step();
    assertThat(kernel.log()).containsPattern("grow.*error 11");
    assertThat(decided).hasSize(1);
  }

  @Test
  void saysThatThereIsNoSwap() {
    fails("start /usr/sbin/modprobe zram");
    fails("start /usr/sbin/mkswap /dev/zram0");
    kernel.file("/proc/swaps", "").file("/proc/meminfo", "MemTotal: 2000 kB\n");
    new Swap(kernel, log, loop).begin(new Disks(kernel).present(), "");
    loop.step();
    assertThat(kernel.log()).containsPattern("no swap.*zram");

    kernel.file("/sys/block/zram0/disksize", "0\n");
    new Swap(kernel, log, loop).begin(new Disks(kernel).present(), "");
    loop.step();
    assertThat(kernel.log())
        .containsPattern("<3>boot2docker: /usr/sbin/mkswap /dev/zram0.*error 11");
  }
}
