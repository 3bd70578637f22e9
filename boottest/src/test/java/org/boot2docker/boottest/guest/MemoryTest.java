package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.ImageException;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Machines with little memory, and with too little. */
@Order(45)
@ExtendWith(LabExtension.class)
class MemoryTest {
  private static final int LITTLE_MIB = 640;

  /** The kernel and init fit, the system does not. */
  private static final int TOO_LITTLE_MIB = 384;

  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  @Tag("nightly")
  void dockerRunsAContainerIn640Mebibytes(Lab lab) throws IOException {
    BootFiles files = BootFiles.extract(lab.image().iso(), directory);
    BootMedium kernel =
        new BootMedium.Kernel(files.kernel(), files.initramfs(), files.commandLine(LITTLE_MIB));
    Guest guest = lab.boot("little-memory", MachineSpec.booting(kernel).memoryMiB(LITTLE_MIB));
    guest.awaitDocker();

    BusyboxImage.load(guest, directory);

    assertThat(guest.run("docker run --rm " + BusyboxImage.NAME + " echo in a container"))
        .isEqualTo("in a container\n");
  }

  @Test
  @Tag("nightly")
  void moreMemoryThanThereIsGoesToCompressedMemory(Lab lab) throws IOException {
    Guest guest = lab.boot("swap", lab.image().machine());
    guest.awaitDocker();
    guest.await(SOON, "cat /proc/swaps", "/dev/zram0");

    guest.run("dd if=/dev/zero of=/tmp/fill bs=1M count=900");
    guest.run("dd if=/dev/zero of=/dev/shm/fill bs=1M count=900");

    String used = guest.run("awk '/zram0/ { print $4 }' /proc/swaps").strip();
    assertThat(Integer.parseInt(used)).as("KiB in zram").isGreaterThan(10_000);
    guest.run("rm /tmp/fill /dev/shm/fill; docker ps");
  }

  @Test
  void tooLittleMemoryIsSaidInOneLineOnTheConsoleAndByTheTool(Lab lab) throws IOException {
    BuiltImage image = lab.image();
    Guest guest =
        lab.boot("too-little-memory", MachineSpec.cd(image.iso()).memoryMiB(TOO_LITTLE_MIB));

    assertThatThrownBy(() -> guest.machine().awaitDocker(SOON, Progress.SILENT))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("too little memory");
    assertThat(guest.consoleText()).containsOnlyOnce("boot2docker: too little memory");
    assertThatThrownBy(() -> BootFiles.extract(image.iso(), directory).commandLine(TOO_LITTLE_MIB))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith(TOO_LITTLE_MIB + " MiB ");
  }
}
