package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine with every kind of bad disk at once boots, says what is wrong, and writes to none. */
@Order(51)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class BadDisksTest {
  private static final String LABEL = "boot2docker-data";
  private static final String WORDS = "boot2docker, please format-me";

  /** Where its superblock is. */
  private static final long BTRFS = 64 << 10;

  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir private Path directory;

  private final List<DiskImage> writable = new ArrayList<>();

  @Test
  void everyBadDiskIsLeftAsItIsAndTheConsoleSaysWhy(Lab shared) throws IOException {
    try (Lab lab = shared.apart()) {
      leavesBadDisks(lab);
    }
  }

  private void leavesBadDisks(Lab lab) throws IOException {
    DiskImage damaged = add(DiskImage.labelled(file("damaged"), 1024, LABEL));
    damaged.debugfs("zap_block -f /lost+found 0");
    damaged.debugfs("set_super_value state 2");
    assertThat(damaged.check().exit()).as("e2fsck finds errors").isGreaterThan(1);
    add(DiskImage.labelled(file("twin"), 1024, LABEL));
    add(DiskImage.labelled(file("tiny"), 10, LABEL));
    add(begin("luks", 100, "LUKS\u00ba\u00be\0\2"));
    add(begin("tiny-asking", 10, WORDS));
    add(begin("asking", 1024, WORDS));
    add(begin("shifted", 1024, " " + WORDS));
    add(begin("changed", 1024, WORDS.replace("-me", "-mE")));
    add(DiskImage.foreign(file("foreign")));
    DiskImage garbage = add(DiskImage.foreign(file("garbage")));
    HostTool.run(directory, "sgdisk", "--zap", "garbage.img").succeeded();
    garbage.overwrite(512, "EFI PART and then garbage".getBytes(StandardCharsets.US_ASCII));
    DiskImage btrfs = add(begin("btrfs", 1024, "\0"));
    btrfs.overwrite(BTRFS + 0x40, "_BHRfS_M".getBytes(StandardCharsets.US_ASCII));
    btrfs.overwrite(BTRFS + 0x12b, LABEL.getBytes(StandardCharsets.US_ASCII));
    DiskImage readOnly = DiskImage.labelled(file("read-only"), 1024, LABEL);
    DiskImage broken = DiskImage.labelled(file("broken"), 1024, LABEL);
    Map<Path, String> before = sums();

    Guest guest = lab.boot("bad-disks", machine(lab, readOnly, broken));
    guest.awaitDocker();
    // Docker doesn't wait for the disks that it doesn't use
    guest.await(SOON, "grep -c /mnt/ /proc/mounts", "1");

    assertThat(guest.run("grep /mnt/ /proc/mounts"))
        .startsWith("/dev/vda /mnt/vda ext4 ro,")
        .hasLineCount(1);
    assertThat(guest.run("ls /mnt/vda")).contains("lost+found");
    assertThat(guest.run("test -L /var/lib/docker; echo $?").strip())
        .as("Docker's directory is in memory")
        .isEqualTo("1");
    assertThat(guest.consoleText())
        .containsPattern("data disk /dev/vda .*e2fsck -p")
        .contains("/mnt/vda")
        .contains("sudo umount /mnt/vda && sudo e2fsck /dev/vda")
        .containsPattern("/dev/vdb .*boot2docker-data.*/dev/vda")
        .containsPattern("/dev/vdc .*boot2docker-data.*64 MiB")
        .containsPattern("/dev/vde .*formatted.*64 MiB")
        .containsPattern("/dev/vdf .*formatted.*/dev/vda")
        .contains("/dev/vdk has the label boot2docker-data but holds btrfs")
        .containsPattern("/dev/vdl .*write-protected")
        .containsPattern("/dev/vdm .*read");
    assertThat(guest.run("sudo dmesg"))
        .contains("/dev/vdd is encrypted (LUKS)")
        .containsPattern("/dev/vdj .*partition table");

    guest.exec("sudo poweroff");
    guest.awaitEnd();
    assertThat(sums()).as("the disks' bytes").isEqualTo(before);
    readOnly.check().succeeded();
  }

  private MachineSpec.Builder machine(Lab lab, DiskImage readOnly, DiskImage broken)
      throws IOException {
    MachineSpec.Builder spec = lab.image().machine();
    writable.forEach(disk -> spec.disk(DataDisk.raw(disk.file())));
    return spec.extraArguments(
        "-drive",
        "if=none,id=protected,format=raw,readonly=on,file=" + readOnly.file(),
        "-device",
        "virtio-blk-pci,drive=protected",
        "-drive",
        "if=none,id=broken,format=raw,file.driver=blkdebug,file.image.driver=file"
            + ",file.inject-error.0.event=read_aio,file.inject-error.0.errno=5"
            + ",file.image.filename="
            + broken.file(),
        "-device",
        "virtio-blk-pci,drive=broken");
  }

  private Path file(String name) {
    return directory.resolve(name + ".img");
  }

  private DiskImage add(DiskImage disk) {
    writable.add(disk);
    return disk;
  }

  private DiskImage begin(String name, long mib, String start) throws IOException {
    return DiskImage.beginning(file(name), mib, start.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All but the damaged one, which e2fsck may write to. */
  private Map<Path, String> sums() throws IOException {
    Map<Path, String> sums = new TreeMap<>();
    for (DiskImage disk : writable.subList(1, writable.size())) {
      sums.put(disk.file(), disk.sha256());
    }
    return sums;
  }
}
