package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.boot2docker.guest.init.disk.DiskShelf.MIB;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final long SIZE = 1000 * MIB;
  private static final String LABEL = "boot2docker-data";

  private final FakeKernel kernel = new FakeKernel();
  private final DiskShelf shelf = new DiskShelf(kernel);

  private String said(String used) {
    Disks disks = new Disks(kernel);
    new Notices(new Log(kernel), disks).about(disks.present(), used);
    return kernel.log();
  }

  private static byte[] luks() {
    byte[] start = new byte[4096];
    System.arraycopy(new byte[] {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe}, 0, start, 0, 6);
    return start;
  }

  @Test
  void saysNothingOnTheConsoleWithoutDisks() {
    shelf.attach("sr0", SIZE, new byte[4096]);
    shelf.attach("loop0", SIZE, new byte[4096]);
    kernel.file("/sys/class/block/nvme0c0n1/size", "8\n");
    kernel.file("/sys/class/block/nvme0c0n1/hidden", "1\n");
    assertThat(said("")).contains("<6>boot2docker: no data disk").doesNotContain("<3>");
  }

  @Test
  void doesNotCountTheMediumThatWasBooted() {
    byte[] stick = new byte[40_000];
    System.arraycopy("CD001".getBytes(StandardCharsets.US_ASCII), 0, stick, 32769, 5);
    shelf.attach("sda", SIZE, stick);
    assertThat(said("")).doesNotContain("<3>");
  }

  @Test
  void namesTheDisksThatHoldNothingForDocker() {
    shelf.attach("vda", SIZE, new byte[4096]);
    shelf.attach("vdb", SIZE, new byte[4096]);
    shelf.partition("vdb1", 1, MIB, SIZE - MIB, new byte[4096]);
    assertThat(said("")).containsPattern("<3>boot2docker: no data disk.*/dev/vda, /dev/vdb");
  }

  @Test
  void saysThatAFileSystemUnderPartitionsIsNotUsed() {
    shelf.attach("vda", SIZE, DiskShelf.ext4(LABEL, SIZE, 0));
    shelf.partition("vda1", 1, MIB, SIZE - MIB, new byte[4096]);
    shelf.attach("vdb", SIZE, DiskShelf.ext4("", SIZE, 0));
    shelf.partition("vdb1", 1, MIB, SIZE - MIB, new byte[4096]);
    assertThat(said(""))
        .containsPattern("<3>boot2docker: /dev/vda has .*partitions.*delete the partition table")
        .containsPattern("<3>boot2docker: /dev/vdb has .*partitions");
  }

  @Test
  void namesTheFileSystemThatSomebodyMeantForTheDataDisk() {
    byte[] btrfs = new byte[66 << 10];
    put(btrfs, (64 << 10) + 0x40, "_BHRfS_M");
    put(btrfs, (64 << 10) + 0x12b, LABEL);
    byte[] xfs = new byte[4096];
    put(xfs, 0, "XFSB");
    put(xfs, 108, "mine");
    shelf.attach("vda", SIZE, btrfs);
    shelf.attach("vdb", SIZE, xfs);
    shelf.attach("vdc", SIZE, new byte[4096]);
    shelf.partition("vdc1", 1, MIB, SIZE - MIB, xfs);
    kernel.file("/sys/class/block/vdc1/uevent", "DEVNAME=vdc1\nPARTNAME=boot2docker-data\n");
    assertThat(said(""))
        .contains("<3>boot2docker: /dev/vda has the label boot2docker-data but holds btrfs")
        .contains("<3>boot2docker: /dev/vdc1 is the partition named boot2docker-data but holds xfs")
        .contains("mkfs.ext4 -L boot2docker-data /dev/vdc1")
        .doesNotContain("/dev/vdb has");
  }

  private static void put(byte[] disk, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, disk, at, bytes.length);
  }

  @Test
  void isQuietAboutOtherPeoplesDisksWhenThereIsADataDisk() {
    shelf.attach("vda", SIZE, DiskShelf.ext4(LABEL, SIZE, SIZE));
    shelf.attach("vdb", SIZE, luks());
    shelf.attach("vdc", SIZE, new byte[4096]);
    assertThat(said("vda")).contains("<6>boot2docker: /dev/vdb is encrypted").doesNotContain("<3>");
  }

  @Test
  void saysWhatIsWrongWithEachDisk() {
    byte[] garbage = new byte[4096];
    System.arraycopy("EFI PART".getBytes(StandardCharsets.US_ASCII), 0, garbage, 512, 8);
    shelf.attach("vda", SIZE, new byte[0]);
    shelf.attach("vdb", 10 * MIB, DiskShelf.request());
    shelf.attach("vdc", SIZE, luks());
    shelf.attach("vdd", SIZE, garbage);
    shelf.attach("vde", 10 * MIB, DiskShelf.ext4(LABEL, 10 * MIB, MIB));
    shelf.attach("vdf", SIZE, DiskShelf.ext4(LABEL, SIZE, SIZE));
    kernel.file("/sys/class/block/vdf/ro", "1\n");
    shelf.attach("vdg", SIZE, garbage);
    shelf.partition("vdg1", 1, MIB, SIZE - MIB, new byte[4096]);
    kernel.file("/sys/class/block/vdg1/uevent", "DEVNAME=vdg1\nPARTNAME=boot2docker-data\n");
    assertThat(said(""))
        .containsPattern("<3>boot2docker: /dev/vda .*read")
        .containsPattern("<3>boot2docker: /dev/vdb .*formatted.*64 MiB")
        .contains("<3>boot2docker: /dev/vdc is encrypted (LUKS)")
        .containsPattern("<3>boot2docker: /dev/vdd .*partition table")
        .containsPattern("<3>boot2docker: /dev/vde .*boot2docker-data.*64 MiB")
        .containsPattern("<3>boot2docker: /dev/vdf .*write-protected")
        .containsPattern("<3>boot2docker: /dev/vdg1 .*boot2docker-data.*ext4")
        .doesNotContain("/dev/vdg has");
    assertThat(kernel.log().lines().filter(line -> !line.isEmpty())).hasSize(8);
  }

  @Test
  void saysWhichOfTwoDisksWithTheSameLabelIsUsed() {
    shelf.attach("vda", SIZE, DiskShelf.ext4(LABEL, SIZE, SIZE));
    shelf.attach("vdb", SIZE, DiskShelf.ext4(LABEL, SIZE, SIZE));
    shelf.attach("vdc", SIZE, DiskShelf.request());
    assertThat(said("vda"))
        .containsPattern("/dev/vdb .*boot2docker-data.*/dev/vda")
        .containsPattern("/dev/vdc .*formatted.*/dev/vda");
  }

  @Test
  void doesNotTakeARequestThatIsNotExact() {
    byte[] shifted = new byte[4096];
    System.arraycopy(DiskShelf.request(), 0, shifted, 1, 29);
    byte[] changed = Arrays.copyOf(DiskShelf.request(), 4096);
    changed[28] = 'E';
    shelf.attach("vda", SIZE, shifted);
    shelf.attach("vdb", SIZE, changed);
    assertThat(new Disks(kernel).present().requests()).isEmpty();
  }
}
