package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.FlippedBit;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.SecureFirmware;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFiles;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one file boots with every firmware and from every medium; BIOS from CD is tested at length
 * elsewhere.
 */
@Order(40)
@ExtendWith(LabExtension.class)
class BootMediaTest {
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void uefiBootsItFromCd(Lab lab) throws IOException {
    Guest guest =
        lab.boot("uefi-cd", MachineSpec.cd(lab.image().iso()).firmware(FirmwareKind.UEFI));
    answers(guest, lab.image());
    assertThat(guest.run("ls -d /sys/firmware/efi")).isNotBlank();
  }

  @Test
  @Tag("nightly")
  void uefiBootsItFromADisk(Lab lab) throws IOException {
    BootMedium disk = new BootMedium.VirtioDisk(lab.image().iso());
    Guest guest = lab.boot("uefi-disk", MachineSpec.booting(disk).firmware(FirmwareKind.UEFI));
    answers(guest, lab.image());
    assertThat(guest.run("ls -d /sys/firmware/efi")).isNotBlank();
  }

  @Test
  @Tag("nightly")
  void biosBootsItFromADisk(Lab lab) throws IOException {
    requireBios(lab);
    BootMedium disk = new BootMedium.VirtioDisk(lab.image().iso());
    answers(lab.boot("bios-disk", MachineSpec.booting(disk)), lab.image());
  }

  @Test
  @Tag("nightly")
  void biosBootsItFromAUsbStick(Lab lab) throws IOException {
    requireBios(lab);
    BootMedium stick = new BootMedium.UsbStick(lab.image().iso());
    Guest guest = lab.boot("bios-usb", MachineSpec.booting(stick));
    answers(guest, lab.image());
    assertThat(guest.run("cat /sys/class/block/sd*/device/model")).contains("QEMU HARDDISK");
  }

  @Test
  @Tag("nightly")
  void secureBootWithMicrosoftsKeysBootsIt(Lab lab) throws IOException {
    assumeTrue(hasSignedLoaders(lab.image()), "this kernel is signed by nobody");
    // The machine and the files are those of a PC.
    requireBios(lab);
    MachineSpec.Builder spec = SecureFirmware.ofMicrosoft(directory).booting(lab.image().iso());
    Guest guest = lab.boot("secure-boot", spec);
    answers(guest, lab.image());
    assertThat(guest.run("sudo dmesg")).contains("Secure boot enabled");
  }

  @Test
  void aDamagedMediumIsSaidOnTheConsoleAndByTheTool(Lab lab) throws IOException {
    Path damaged = directory.resolve("damaged.iso");
    Files.copy(lab.image().iso(), damaged);
    // In the last quarter of the RAM file system, so that init itself is whole.
    FlippedBit.in(damaged, BootFiles.INITRAMFS, 0.75);
    Guest guest = lab.boot("damaged", MachineSpec.cd(damaged));

    assertThatThrownBy(() -> guest.machine().awaitDocker(SOON, Progress.SILENT))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("damaged");
    assertThat(guest.consoleText()).contains("boot2docker: damaged medium");
  }

  private static void requireBios(Lab lab) throws IOException {
    Architecture architecture = lab.image().architecture();
    assumeTrue(architecture.hasBios(), architecture.debianName() + " has no BIOS");
  }

  private static boolean hasSignedLoaders(BuiltImage image) {
    return image.manifest().packages().stream().anyMatch(p -> p.name().equals("shim-signed"));
  }

  private static void answers(Guest guest, BuiltImage image) throws IOException {
    assertThat(guest.awaitDocker()).startsWith(image.manifest().version());
  }
}
