package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boot2docker.guest.init.disk.DiskShelf.MIB;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class DataDiskTest {
  private static final String OPTIONS = "errors=remount-ro,nodelalloc";
  private static final long SIZE = 1000 * MIB;

  private final FakeKernel kernel = new FakeKernel().file("/var/lib/x", "");
  private final DiskShelf shelf = new DiskShelf(kernel);
  private final Log log = new Log(kernel);
  private final Loop loop = new Loop(kernel, log);
  private final List<Long> decidedAt = new ArrayList<>();
  private final List<Runnable> leaving = new ArrayList<>();

  private DataDisk dataDisk(String commandLine) {
    DataDisk.Dependents dependents =
        new DataDisk.Dependents() {
          @Override
          public void begin() {
            decidedAt.add(kernel.millis());
          }

          @Override
          public void leave(Runnable then) {
            leaving.add(then);
          }
        };
    return new DataDisk(kernel, log, loop, new CommandLine(commandLine), dependents);
  }

  private void attach(String name, String label) {
    shelf.attach(name, SIZE, DiskShelf.ext4(label, SIZE, SIZE / 2));
  }

  private void ends(String program, int code) {
    kernel.exit(kernel.pidOf(program).orElseThrow(), code);
    loop.reap();
  }

  private void fsckEnds(int code) {
    ends("/usr/sbin/e2fsck", code);
  }

  private void forkEnds(int code) {
    kernel.exit(kernel.forked.last(), code);
    loop.reap();
  }

  @Test
  void checksMountsAndLinksTheDisk() {
    attach("vda1", "boot2docker-data");
    dataDisk("").search();
    assertThat(decidedAt).isEmpty();
    fsckEnds(0);
    assertThat(kernel.calls)
        .containsExactly(
            "start /usr/sbin/e2fsck -p /dev/vda1", "mount ext4 /dev/vda1 /mnt/vda1 " + OPTIONS);
    assertThat(kernel.readLink("/var/lib/docker")).contains("/mnt/vda1/var/lib/docker");
    assertThat(kernel.readLink("/var/lib/boot2docker")).contains("/mnt/vda1/var/lib/boot2docker");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void tellsTheDiskOfBlocksThatAreNotUsedAnyMore() {
    attach("vda", "boot2docker-data");
    kernel.file("/sys/class/block/vda/queue/discard_max_bytes", "2147450880\n");
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.calls).contains("mount ext4 /dev/vda /mnt/vda " + OPTIONS + ",discard");
  }

  @Test
  void givesDockersDirectoriesTheAttributesThatKeepThemOverAPowerCut() {
    attach("vda", "boot2docker-data");
    String docker = "/mnt/vda/var/lib/docker/";
    kernel.file(docker + "network/files/local-kv.db", "older than the attributes");
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.attributes)
        .containsEntry(docker + "overlay2", DockerStore.JOURNALED)
        .containsEntry(docker + "image/overlay2", DockerStore.SYNCED)
        .containsEntry(docker + "image/overlay2/imagedb/content/sha256", DockerStore.SYNCED)
        .containsEntry(docker + "image/overlay2/layerdb", 0)
        .containsEntry(docker + "containers", DockerStore.SYNCED)
        .containsEntry(docker + "plugins", DockerStore.JOURNALED | DockerStore.SYNCED)
        .containsEntry(
            docker + "containerd/daemon/io.containerd.metadata.v1.bolt", DockerStore.JOURNALED)
        .containsEntry(docker + "volumes", 0)
        .containsEntry(docker + "volumes/metadata.db", DockerStore.JOURNALED)
        .containsEntry(docker + "network/files/local-kv.db", DockerStore.JOURNALED);
    assertThat(kernel.log()).doesNotContain("power cut");
  }

  @Test
  void saysThatADiskRefusesTheAttributes() {
    attach("vda", "boot2docker-data");
    kernel.failures.put("attributes /mnt/vda/var/lib/docker/overlay2", -95);
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.log())
        .contains("<3>boot2docker: data disk /dev/vda refuses attributes of Docker's directories")
        .contains("(error 95)");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void saysThatADiskHasNoJournal() {
    byte[] start = DiskShelf.ext4("boot2docker-data", SIZE, SIZE / 2);
    start[1024 + 0x5c] = 0;
    shelf.attach("vda", SIZE, start);
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.log())
        .contains("<3>boot2docker: data disk /dev/vda has no journal")
        .contains("sudo tune2fs -j /dev/vda");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void undoesDangerousDefaultsOfADisk() {
    byte[] start = DiskShelf.ext4("boot2docker-data", SIZE, SIZE / 2);
    start[1024 + 0x100] = 0x60;
    start[1024 + 0x101] = 1;
    shelf.attach("vda", SIZE, start);
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.calls)
        .contains("mount ext4 /dev/vda /mnt/vda " + OPTIONS + ",data=ordered,barrier");
  }

  @Test
  void usesADiskThatWasRepaired() {
    attach("sda", "");
    dataDisk("").search();
    fsckEnds(1);
    assertThat(kernel.calls).contains("mount ext4 /dev/sda /mnt/sda " + OPTIONS);
  }

  @Test
  void onlyShowsADiskThatCannotBeRepairedAndSaysWhatToDo() {
    attach("vda", "boot2docker-data");
    dataDisk("").search();
    fsckEnds(4);
    assertThat(kernel.calls).filteredOn(c -> c.startsWith("mount ext4")).hasSize(1);
    assertThat(kernel.calls).contains("mount ext4 /dev/vda /mnt/vda noload");
    assertThat(kernel.log())
        .containsPattern("<3>boot2docker: data disk /dev/vda .*errors")
        .contains("sudo umount /mnt/vda && sudo e2fsck /dev/vda");
    assertThat(kernel.exists("/var/lib/docker")).isTrue();
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void doesNotTakeTheDamagedDiskForOneThatComesTooLate() {
    attach("vda", "boot2docker-data");
    DataDisk disk = dataDisk("");
    disk.search();
    fsckEnds(4);
    disk.deviceAppeared();
    assertThat(kernel.log()).doesNotContain("after the boot");
  }

  @Test
  void survivesADiskThatCannotBeMountedAtAll() {
    attach("vda", "boot2docker-data");
    kernel.failures.put("mount ext4 /dev/vda /mnt/vda " + OPTIONS, -19);
    kernel.failures.put("mount ext4 /dev/vda /mnt/vda noload", -5);
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.log()).containsPattern("/dev/vda .*error 19").contains("(error 5)");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void waitsForADriverThatIsBeingLoaded() {
    attach("vda", "boot2docker-data");
    kernel.file("/proc/modules", "jbd2 200704 1 ext4, Live 0x0\next4 1146880 0 - Loading 0x0\n");
    dataDisk("").search();
    fsckEnds(0);
    loop.step();
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("mount"));

    kernel.file("/proc/modules", "ext4 1146880 0 - Live 0x0\n");
    loop.step();
    assertThat(kernel.calls).endsWith("mount ext4 /dev/vda /mnt/vda " + OPTIONS);
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void mountsAgainWhenTheDriverCameMeanwhile() {
    String mount = "mount ext4 /dev/vda /mnt/vda " + OPTIONS;
    attach("vda", "boot2docker-data");
    kernel.file("/proc/modules", "ext4 1146880 0 - Live 0x0\n");
    kernel.failures.put(mount, -19);
    dataDisk("").search();
    fsckEnds(0);
    assertThat(decidedAt).isEmpty();

    kernel.failures.clear();
    loop.step();
    assertThat(kernel.calls).endsWith(mount, mount);
    assertThat(kernel.log()).doesNotContain("can't be mounted");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void formatsADiskThatAsksAndThenUsesIt() {
    shelf.attach("vda", SIZE, DiskShelf.request());
    dataDisk("").search();
    assertThat(kernel.calls).containsExactly("fork FormatTask");
    shelf.attach("vda", SIZE, new byte[4096]);
    byte[] made = DiskShelf.ext4("boot2docker-data", SIZE, SIZE);
    shelf.partition("vda1", 1, MIB, SIZE - MIB, made);
    forkEnds(0);
    fsckEnds(0);
    assertThat(kernel.calls).contains("mount ext4 /dev/vda1 /mnt/vda1 " + OPTIONS);
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void usesNothingOfADiskWhoseFormattingFailed() {
    shelf.attach("vda", SIZE, DiskShelf.request());
    byte[] half = DiskShelf.ext4("boot2docker-data", SIZE, SIZE);
    shelf.partition("vda1", 1, MIB, SIZE - MIB, half);
    dataDisk("").search();
    forkEnds(1);
    assertThat(kernel.calls).noneMatch(call -> call.contains("e2fsck"));
    assertThat(kernel.log()).containsPattern("/dev/vda .*not .*formatted");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void prefersALabelledDiskToOneThatAsks() {
    shelf.attach("vda", SIZE, DiskShelf.request());
    attach("vdb", "boot2docker-data");
    dataDisk("").search();
    assertThat(kernel.calls).containsExactly("start /usr/sbin/e2fsck -p /dev/vdb");
    assertThat(kernel.log()).containsPattern("/dev/vda .*formatted.*/dev/vdb");
  }

  @Test
  void prefersADiskThatAsksToOneThatMayBeSomebodyElses() {
    attach("vda", "");
    shelf.attach("vdb", SIZE, DiskShelf.request());
    shelf.attach("vdc", SIZE, DiskShelf.request());
    dataDisk("").search();
    assertThat(kernel.calls).containsExactly("fork FormatTask");
    assertThat(kernel.log()).containsPattern("/dev/vdc .*formatted.*/dev/vdb");
  }

  @Test
  void growsTheLastPartitionBeforeItIsChecked() {
    shelf.attach("vda", 3 * SIZE, new byte[4096]);
    byte[] data = DiskShelf.ext4("boot2docker-data", SIZE, SIZE / 2);
    shelf.partition("vda1", 1, 100 * MIB, SIZE, data);
    shelf.partition("vda2", 2, MIB, 99 * MIB, DiskShelf.swap("boot2dockerswap"));
    dataDisk("").search();
    assertThat(kernel.calls).containsExactly("fork GrowTask");
    kernel.file("/sys/class/block/vda1/size", (3 * SIZE - 101 * MIB) / 512 + "\n");
    forkEnds(0);
    fsckEnds(0);
    assertThat(kernel.calls).last().isEqualTo("start /usr/sbin/resize2fs /dev/vda1");
    assertThat(decidedAt).as("nothing waits for the file system").hasSize(1);
    ends("/usr/sbin/resize2fs", 1);
    assertThat(kernel.log()).containsPattern("grow.*exit status 1");
  }

  @Test
  void leavesPartitionsAloneThatAreNotOursOrNotTheLast() {
    shelf.attach("vda", 3 * SIZE, new byte[4096]);
    shelf.partition("vda1", 1, MIB, SIZE, DiskShelf.ext4("boot2docker-data", SIZE, SIZE));
    shelf.partition("vda2", 2, MIB + SIZE, 99 * MIB, new byte[4096]);
    shelf.attach("vdb", 3 * SIZE, new byte[4096]);
    shelf.partition("vdb1", 1, MIB, SIZE, DiskShelf.ext4("mine", SIZE, SIZE));
    dataDisk("").search();
    dataDisk("boot2docker.data=/dev/vdb1").search();
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("fork"));
  }

  @Test
  void growsTheFileSystemOfAWholeDisk() {
    shelf.attach("vda", 3 * SIZE, DiskShelf.ext4("", SIZE, SIZE));
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.calls).last().isEqualTo("start /usr/sbin/resize2fs /dev/vda");
  }

  @Test
  void saysThatADiskIsNearlyFull() {
    shelf.attach("vda", SIZE, DiskShelf.ext4("boot2docker-data", SIZE, 8 * MIB));
    dataDisk("").search();
    fsckEnds(0);
    assertThat(kernel.log()).containsPattern("<3>boot2docker: .*/dev/vda .*100%.*8 MiB");
    assertThat(decidedAt).hasSize(1);
  }

  @Test
  void givesDockerAFileSystemOfItsOwnWhereTheRootHasNoLimit() {
    kernel.file("/proc/cmdline", "console=ttyS0 rootfstype=ramfs\n");
    dataDisk("").search();
    assertThat(kernel.calls)
        .containsExactly("mount tmpfs tmpfs /var/lib/docker mode=0710,size=90%");
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
    assertThat(kernel.calls).contains("mount ext4 /dev/sda1 /mnt/sda1 " + OPTIONS);
    loop.step();
    assertThat(decidedAt).containsExactly(5000L);
  }

  @Test
  void waitsForACardInASlotButNotForever() {
    kernel.file("/sys/class/mmc_host/mmc0/slots", "");
    dataDisk("").search();
    assertThat(decidedAt).isEmpty();
    loop.step();
    assertThat(decidedAt).containsExactly(7000L);
  }

  @Test
  void waitsLongerForACardThatIsThereAndTakesIt() {
    kernel
        .file("/sys/class/mmc_host/mmc0/slots", "")
        .file("/sys/bus/mmc/devices/mmc0:4567/type", "SD\n");
    DataDisk disk = dataDisk("");
    disk.search();
    attach("mmcblk0p1", "boot2docker-data");
    disk.deviceAppeared();
    fsckEnds(0);
    assertThat(kernel.calls).contains("mount ext4 /dev/mmcblk0p1 /mnt/mmcblk0p1 " + OPTIONS);
    assertThat(decidedAt).containsExactly(5000L);
  }

  @Test
  void waitsForNothingBehindSlotsWhoseCardsAreThereOrAreNoDisks() {
    kernel
        .file("/sys/class/mmc_host/mmc0/slots", "")
        .file("/sys/bus/mmc/devices/mmc0:0001/type", "MMC\n")
        .file("/sys/class/mmc_host/mmc1/slots", "")
        .file("/sys/bus/mmc/devices/mmc1:0002/type", "SDIO\n");
    shelf.attach("mmcblk0", SIZE, new byte[4096]);
    shelf.attach("mmcblk0boot0", 4 * MIB, new byte[4096]);
    dataDisk("").search();
    assertThat(decidedAt).containsExactly(5000L);
  }

  @Test
  void saysThatALabelledDiskComesTooLateWhenAnotherIsUsed() {
    attach("vda1", "");
    DataDisk disk = dataDisk("");
    disk.search();
    fsckEnds(0);
    attach("sda1", "boot2docker-data");
    disk.deviceAppeared();
    assertThat(kernel.log()).containsPattern("/dev/sda1 .*after the boot");
  }

  @Test
  void saysThatADiskComesTooLateWhenDockerHasAnImageInMemory() {
    kernel.file("/var/lib/docker/image/overlay2/imagedb/content/sha256/0123", "{}");
    DataDisk disk = dataDisk("");
    disk.search();
    attach("sda1", "boot2docker-data");
    disk.deviceAppeared();
    disk.deviceAppeared();
    assertThat(kernel.calls).noneMatch(call -> call.contains("e2fsck"));
    assertThat(leaving).isEmpty();
    assertThat(kernel.log()).containsOnlyOnce("/dev/sda1 appeared after the boot: restart");
  }

  @Test
  void movesToALateDiskWhenDockerHasNothingInMemory() {
    DataDisk disk = lateDisk();
    assertThat(kernel.calls).as("Docker runs").noneMatch(call -> call.contains("e2fsck"));
    leaving.get(0).run();
    fsckEnds(0);
    assertThat(kernel.readLink("/var/lib/docker")).contains("/mnt/sda1/var/lib/docker");
    assertThat(kernel.exists("/var/lib/docker.memory/volumes/metadata.db")).isTrue();
    assertThat(decidedAt).hasSize(2);
    disk.deviceAppeared();
    assertThat(leaving).as("it is used").hasSize(1);
    assertThat(kernel.log()).doesNotContain("<3>");
  }

  @Test
  void staysInMemoryWhenAContainerWasMadeWhileDockerEnded() {
    lateDisk();
    kernel.file("/var/lib/docker/containers/0123/config.v2.json", "{}");
    leaving.get(0).run();
    assertThat(kernel.calls).noneMatch(call -> call.contains("e2fsck"));
    assertThat(decidedAt).as("Docker starts again").hasSize(2);
    assertThat(kernel.log()).contains("/dev/sda1 appeared after the boot: restart");
  }

  /** A disk that appears while Docker runs in memory with nothing but its own files. */
  private DataDisk lateDisk() {
    DataDisk disk = dataDisk("");
    disk.search();
    kernel.file("/var/lib/docker/volumes/metadata.db", "Docker's own");
    attach("sda1", "boot2docker-data");
    disk.deviceAppeared();
    disk.deviceAppeared();
    assertThat(leaving).hasSize(1);
    return disk;
  }

  @Test
  void leavesTheDiskAloneThatAnEarlierLifeOfInitUses() {
    DataDisk disk = dataDisk("");
    disk.leaveAsItIs();
    attach("vda", "boot2docker-data");
    disk.deviceAppeared();
    disk.search();
    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void waitsForItsDriverToShowADamagedDisk() {
    String mount = "mount ext4 /dev/vda /mnt/vda noload";
    attach("vda", "boot2docker-data");
    kernel.file("/proc/modules", "ext4 1146880 0 - Loading 0x0\n");
    dataDisk("").search();
    fsckEnds(4);
    assertThat(decidedAt).isEmpty();

    kernel.file("/proc/modules", "ext4 1146880 0 - Live 0x0\n");
    loop.step();
    assertThat(kernel.calls).contains(mount);
    assertThat(kernel.log()).contains("can be read in /mnt/vda");
  }

  @Test
  void decidesBeforeAllDriversAreLoadedWhenTheLabelIsThere() {
    attach("vda", "boot2docker-data");
    DataDisk disk = dataDisk("");
    disk.deviceAppeared();
    disk.search();
    fsckEnds(0);
    assertThat(kernel.calls).filteredOn(call -> call.contains("e2fsck")).hasSize(1);
    assertThat(decidedAt).as("what the check found counts").hasSize(1);
    assertThat(kernel.readLink("/var/lib/docker")).isPresent();
  }

  @Test
  void doesNotDecideEarlyOnADiskWithoutTheLabelOrOneThatAsks() {
    attach("vda", "");
    shelf.attach("vdb", SIZE, DiskShelf.request());
    dataDisk("").deviceAppeared();
    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void leavesAllDisksAloneWhenToldTo() {
    attach("vda", "boot2docker-data");
    shelf.attach("vdb", SIZE, DiskShelf.request());
    dataDisk("boot2docker.data=none").search();
    assertThat(kernel.calls).containsExactly("mount   / size=90%");
    assertThat(kernel.log()).doesNotContain("<3>");
  }

  @Test
  void readsNoDiskWhenNoneIsWanted() {
    attach("vda", "boot2docker-data");
    DataDisk disk = dataDisk("boot2docker.data=none");
    disk.deviceAppeared();
    disk.search();
    disk.deviceAppeared();
    disk.swap();
    assertThat(decidedAt).hasSize(1);
    assertThat(kernel.opened).as("a dying disk would stop PID 1").doesNotContain("/dev/vda");
  }

  @Test
  void readsForSwapNoDiskButItsOwn() {
    shelf.attach("vda", SIZE, new byte[4096]);
    byte[] data = DiskShelf.ext4("boot2docker-data", SIZE / 2, SIZE / 4);
    shelf.partition("vda1", 1, SIZE / 2, SIZE / 2, data);
    shelf.partition("vda2", 2, MIB, 100 * MIB, DiskShelf.swap("boot2dockerswap"));
    attach("vdb", "");
    DataDisk disk = dataDisk("");
    disk.search();
    fsckEnds(0);
    kernel.opened.clear();
    disk.swap();
    assertThat(kernel.calls).last().isEqualTo("start /usr/sbin/swapon -d /dev/vda2");
    assertThat(kernel.opened).doesNotContain("/dev/vdb");
  }

  @Test
  void afterACrashItWaitsForTheCheckThatWasUnderWay() {
    attach("vda1", "boot2docker-data");
    dataDisk("").search();

    DataDisk again = dataDisk("");
    again.deviceAppeared();
    again.search();
    again.deviceAppeared();
    assertThat(kernel.calls).containsOnlyOnce("start /usr/sbin/e2fsck -p /dev/vda1");

    fsckEnds(0);
    assertThat(kernel.calls).endsWith("start /usr/sbin/e2fsck -p /dev/vda1");
    assertThat(kernel.calls).hasSize(2);
    fsckEnds(0);
    assertThat(kernel.readLink("/var/lib/docker")).contains("/mnt/vda1/var/lib/docker");
  }

  @Test
  void formatsOnlyTheDiskThatTheCommandLineNames() {
    shelf.attach("vda", SIZE, DiskShelf.request());
    dataDisk("boot2docker.data=/dev/vdb").search();
    dataDisk("boot2docker.data=LABEL=mine").search();
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("fork"));
    dataDisk("boot2docker.data=/dev/vda").search();
    assertThat(kernel.calls).contains("fork FormatTask");
  }

  @Test
  void skipsUnsuitableDevices() {
    attach("loop0", "boot2docker-data");
    attach("vda", "");
    kernel.file("/sys/class/block/vda/ro", "1\n");
    shelf.attach("vdb", 10 * MIB, DiskShelf.ext4("", 10 * MIB, MIB));
    dataDisk("").search();
    assertThat(kernel.calls).noneMatch(call -> call.contains("e2fsck"));
  }
}
