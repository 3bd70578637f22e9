package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.formats.disk.DiskFormat;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Disks of a release boot, and keep what is written to their data partition. */
@Order(41)
@ExtendWith(LabExtension.class)
class DiskMediaTest {
  private static final long MIB = 1 << 20;
  private static final String KEPT = "/var/lib/boot2docker/kept";

  @TempDir private Path directory;

  private Path write(Lab lab, DiskFormat format) throws IOException {
    Path file = directory.resolve("disk" + format.ending());
    format.write(org.boot2docker.image.disk.DiskImage.of(lab.image().iso(), 700 * MIB), file);
    return file;
  }

  /** A machine with nothing in its CD drive that starts; then comes the disk. */
  private MachineSpec.Builder machine(Path disk, String format) throws IOException {
    Path blank = directory.resolve("blank.iso");
    Files.write(blank, new byte[(int) MIB]);
    return MachineSpec.booting(new BootMedium.Cd(blank))
        .extraArguments(
            "-drive",
            "if=none,id=system,format=" + format + ",file=" + disk,
            "-device",
            "virtio-blk-pci,drive=system,bootindex=1");
  }

  @Test
  @Tag("nightly")
  void biosBootsItAndItsDataPartitionKeepsDataAndGrowsWithTheDisk(Lab lab) throws IOException {
    Path disk = write(lab, DiskFormat.RAW);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(3000 * MIB);
    }
    Guest guest = lab.boot("bios-disk-image", machine(disk, "raw"));
    assertThat(guest.awaitDocker()).startsWith(lab.image().manifest().version());
    assertThat(guest.run("sudo blkid | grep boot2docker-data")).startsWith("/dev/vda2:");
    assertThat(guest.run("readlink -f /var/lib/docker")).startsWith("/mnt/vda2/");
    guest.await(
        java.time.Duration.ofMinutes(2),
        "df -m /mnt/vda2 | awk 'NR==2 && $2 > 2500 { print \"grown\" }'",
        "grown");
    guest.run("echo here | sudo tee " + KEPT);
    guest.reboot("sudo reboot");
    guest.awaitDocker();
    assertThat(guest.run("cat " + KEPT)).isEqualTo("here\n");
    guest.stop();
    assertThat(HostTool.run(directory, "sgdisk", "-v", disk.toString()).succeeded().out())
        .contains("No problems found");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RAW")
  @Tag("nightly")
  void uefiBootsTheOtherFormats(DiskFormat format, Lab lab) throws IOException {
    Path disk = write(lab, format);
    String name =
        switch (format) {
          case VHD, VHD_FIXED -> "vpc";
          default -> format.name().toLowerCase(java.util.Locale.ROOT);
        };
    // QEMU doesn't write to a VMDK of this type.
    Path layer = directory.resolve("layer.qcow2");
    HostTool.run(
            directory, "qemu-img", "create", "-f", "qcow2", "-F", name, "-b", "" + disk, "" + layer)
        .succeeded();
    Guest guest =
        lab.boot(
            "uefi-" + format.name().toLowerCase(java.util.Locale.ROOT),
            machine(layer, "qcow2").firmware(FirmwareKind.UEFI));
    guest.awaitDocker();
    assertThat(guest.run("ls -d /sys/firmware/efi")).isNotBlank();
    assertThat(guest.run("readlink -f /var/lib/docker")).startsWith("/mnt/vda2/");
  }
}
