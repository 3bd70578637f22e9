package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFiles;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A system on a disk, from the first copy through updates that succeed, fail and are cut off. */
@Order(42)
@ExtendWith(LabExtension.class)
class InstallTest {
  private static final long MIB = 1 << 20;
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final String KEPT = "/var/lib/boot2docker/kept";
  private static final int BROKEN_BYTES = 64 << 10;

  @TempDir private Path directory;

  @Test
  @Tag("nightly")
  void anInstalledDiskStartsAndIsUpdatedAndGoesBackByItself(Lab lab) throws IOException {
    Path disk = directory.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(4200 * MIB);
    }
    Path release = release(lab.image().iso());

    install(lab, disk);
    try (HostWeb web = HostWeb.servingFolder(release)) {
      update(lab, disk, web);
      tryABrokenSystem(lab, disk, release, web);
      cutAnUpdateOffAndGoOnWithUefi(lab, disk, release, web);
    }
  }

  /** From CD, with BIOS. */
  private static void install(Lab lab, Path disk) throws IOException {
    Guest guest = lab.boot("install", with(MachineSpec.cd(lab.image().iso()), disk, ""));
    guest.awaitSsh();
    assertThat(guest.exec("sudo boot2docker-install /dev/vda", "no\n").err())
        .isEqualTo("boot2docker-install: nothing was changed\n");
    assertThat(guest.exec("sudo boot2docker-install /dev/vda", "vda\n"))
        .satisfies(result -> assertThat(result.err()).isEmpty())
        .satisfies(result -> assertThat(result.out()).contains("/dev/vda is ready"));
    assertThat(guest.exec("sudo boot2docker-install --yes /dev/vda").err())
        .containsPattern("/dev/vda (has data|is in use)");
    guest.stop();
  }

  private Guest start(Lab lab, String name, Path disk, FirmwareKind firmware) throws IOException {
    Path blank = directory.resolve("blank.iso");
    Files.write(blank, new byte[(int) MIB]);
    MachineSpec.Builder spec = MachineSpec.booting(new BootMedium.Cd(blank)).firmware(firmware);
    return lab.boot(name, with(spec, disk, ",bootindex=1"));
  }

  private static MachineSpec.Builder with(MachineSpec.Builder spec, Path disk, String more) {
    return spec.extraArguments(
        "-drive",
        "if=none,id=system,format=raw,file=" + disk,
        "-device",
        "virtio-blk-pci,drive=system" + more);
  }

  private void update(Lab lab, Path disk, HostWeb web) throws IOException {
    Guest guest = start(lab, "installed", disk, FirmwareKind.BIOS);
    assertThat(guest.awaitDocker()).startsWith(lab.image().manifest().version());
    assertThat(guest.run("readlink -f /var/lib/docker")).startsWith("/mnt/vda4/");
    guest.run("echo here | sudo tee " + KEPT);
    assertThat(guest.exec("sudo boot2docker-update " + web.urlSeenByGuest()).err())
        .contains("there is no key to check signatures with");
    guest.run("sudo mkdir -p /var/lib/boot2docker/keys");
    assertThat(
            guest.exec(
                "sudo tee /var/lib/boot2docker/keys/maker.pub",
                Files.readString(directory.resolve("maker.pub"))))
        .matches(result -> result.exit() == 0);
    assertThat(guest.run("sudo boot2docker-update " + web.urlSeenByGuest()))
        .contains("Signed by maker.pub.", "is tried at the next start");
    guest.reboot("sudo reboot");
    guest.awaitDocker();
    guest.await(LIMIT, "sudo boot2docker-update --status | grep 'vda b: .*, starts$'", "vda b");
    assertThat(guest.run("sudo dmesg")).contains("the new system is kept: Docker answers");
    assertThat(guest.run("cat " + KEPT)).isEqualTo("here\n");
  }

  /** Its kernel is zeros: the boot loader stops, and somebody switches the machine off and on. */
  private void tryABrokenSystem(Lab lab, Path disk, Path release, HostWeb web) throws IOException {
    Path iso = release.resolve("boot2docker.iso");
    FileSlice kernel =
        (FileSlice) IsoReader.read(iso).files().file(BootFiles.KERNEL).orElseThrow().content();
    try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
      file.seek(kernel.offset());
      file.write(new byte[BROKEN_BYTES]);
    }
    sums(release, iso);
    Guest guest = lab.running().orElseThrow();
    assertThat(guest.exec("sudo boot2docker-update " + web.urlSeenByGuest()).err())
        .contains("no key in /var/lib/boot2docker/keys has signed");
    guest.run("sudo boot2docker-update --unsigned " + web.urlSeenByGuest());
    guest.exec("sudo reboot");
    awaitState(disk, "slot=b\ntry=A\n");
    guest.machine().stop(Duration.ZERO, Progress.SILENT);

    Guest back = start(lab, "installed-back", disk, FirmwareKind.BIOS);
    back.awaitDocker();
    back.await(LIMIT, "sudo dmesg", "the new system did not come up: this is the former one");
    assertThat(back.run("sudo boot2docker-update --status")).contains("vda b: ").contains("starts");
    awaitState(disk, "slot=b\ntry=-\n");
  }

  /** The power goes while the new system is written; the machine then has other firmware, too. */
  private void cutAnUpdateOffAndGoOnWithUefi(Lab lab, Path disk, Path release, HostWeb web)
      throws IOException {
    Guest guest = lab.running().orElseThrow();
    Files.copy(
        lab.image().iso(), release.resolve("boot2docker.iso"), StandardCopyOption.REPLACE_EXISTING);
    sums(release, release.resolve("boot2docker.iso"));
    guest.run(
        "sudo sh -c 'boot2docker-update --unsigned "
            + web.urlSeenByGuest()
            + " > /tmp/update.log 2>&1 &'");
    guest.await(LIMIT, "cat /tmp/update.log", "Writing");
    Pause.seconds(1);
    guest.machine().stop(Duration.ZERO, Progress.SILENT);

    Guest uefi = start(lab, "installed-uefi", disk, FirmwareKind.UEFI);
    uefi.awaitDocker();
    assertThat(uefi.run("ls -d /sys/firmware/efi")).isNotBlank();
    assertThat(uefi.run("cat " + KEPT)).isEqualTo("here\n");
    assertThat(uefi.run("sudo boot2docker-update --unsigned " + web.urlSeenByGuest()))
        .contains("is tried at the next start");
    uefi.reboot("sudo reboot");
    uefi.awaitDocker();
    uefi.await(LIMIT, "sudo boot2docker-update --status | grep 'vda a: .*, starts$'", "vda a");
    awaitState(disk, "slot=a\ntry=-\n");
  }

  private Path release(Path image) throws IOException {
    Path release = Files.createDirectories(directory.resolve("release"));
    Path iso = release.resolve("boot2docker.iso");
    Files.copy(image, iso);
    sums(release, iso);
    minisign("-G", "-W", "-p", "maker.pub", "-s", "maker.key");
    minisign(
        "-S",
        "-s",
        "maker.key",
        "-m",
        release.resolve("SHA256SUMS").toString(),
        "-x",
        release.resolve("SHA256SUMS.minisig").toString());
    return release;
  }

  private static void sums(Path release, Path iso) throws IOException {
    try (InputStream in = Files.newInputStream(iso)) {
      Files.writeString(
          release.resolve("SHA256SUMS"), Sha256.of(in) + "  " + iso.getFileName() + "\n");
    }
  }

  private void minisign(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "minisign";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    HostTool.run(directory, command).succeeded();
  }

  /** The state is a sector of the disk, which its first sector names. */
  private static void awaitState(Path disk, String state) throws IOException {
    Instant end = Instant.now().plus(LIMIT);
    String now = "";
    while (!now.equals(state)) {
      assertThat(Instant.now()).as("the state is %s, not %s", state, now).isBefore(end);
      Pause.seconds(1);
      try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
        file.seek(28);
        long sector = Long.reverseBytes(file.readLong());
        byte[] bytes = new byte[13];
        file.seek(sector * 512 + 25);
        file.readFully(bytes);
        now = new String(bytes, StandardCharsets.US_ASCII);
      }
    }
  }
}
