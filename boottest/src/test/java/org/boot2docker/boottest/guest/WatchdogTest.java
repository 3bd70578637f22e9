package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.image.BootFiles;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A machine that hangs is reset and keeps why; a Docker that hangs is noticed. */
@Tag("nightly")
@Order(53)
@ExtendWith(LabExtension.class)
class WatchdogTest {
  private static final Duration PULSE = Duration.ofMinutes(2);
  private static final String KEPT = "/var/lib/boot2docker/crashes";

  /** The answer to the command comes before the kernel panics. */
  private static final String PANIC =
      "sudo sh -c '(sleep 1; echo c > /proc/sysrq-trigger) > /dev/null 2>&1 &'";

  @TempDir private Path directory;

  @Test
  void hangsAreNoticed(Lab lab) throws IOException {
    DiskImage data = DiskImage.partitioned(directory.resolve("data.img"), "boot2docker-data");
    Guest guest = boot(lab, data);

    guest.awaitDocker();
    hungDockerIsSaid(guest);
    theWatchdogResetsAPanickedMachine(guest);
    if (ModuleLists.hasDebiansKernel(lab.image())) {
      whyIsKept(guest);
    }
    guest.stop();
    assertThat(guest.consoleText())
        .contains("the machine powers off now")
        .doesNotContain("watchdog did not stop");
  }

  @Test
  void aPanicRestartsAMachineThatIsAskedTo(Lab lab) throws IOException {
    BootFiles files = BootFiles.extract(lab.image().iso(), directory);
    String line = files.commandLine(BuiltImage.MEMORY_MIB) + " panic=2";
    Guest guest =
        lab.boot(
            "panic",
            MachineSpec.booting(new BootMedium.Kernel(files.kernel(), files.initramfs(), line))
                .memoryMiB(BuiltImage.MEMORY_MIB));

    guest.awaitDocker();
    guest.reboot(PANIC);

    assertThat(guest.consoleText()).contains("Rebooting in 2 seconds");
    guest.awaitDocker();
  }

  private Guest boot(Lab lab, DiskImage data) throws IOException {
    return lab.boot(
        "watchdog",
        MachineSpec.cd(lab.image().iso())
            .disk(DataDisk.raw(data.file()))
            .extraArguments(
                "-device",
                "i6300esb",
                "-object",
                "memory-backend-file,id=erst,size=64K,share=on,mem-path="
                    + directory.resolve("erst"),
                "-device",
                "acpi-erst,memdev=erst"));
  }

  private static void hungDockerIsSaid(Guest guest) throws IOException {
    guest.run("sudo kill -STOP $(pidof dockerd)");
    guest.await(PULSE, "sudo dmesg", "Docker has not answered for 30 s: look into");
    assertThat(guest.consoleText()).contains("if it stays so: sudo service docker restart");
    guest.run("sudo kill -CONT $(pidof dockerd)");
    guest.await(PULSE, "sudo dmesg", "Docker answers again");
  }

  private static void theWatchdogResetsAPanickedMachine(Guest guest) throws IOException {
    assertThat(guest.run("cat /sys/class/watchdog/watchdog0/state")).isEqualTo("active\n");
    guest.run("sudo sysctl -w kernel.panic=0");
    guest.reboot(PANIC);
    assertThat(guest.consoleText()).doesNotContain("Rebooting in");
  }

  /** In ACPI's ERST, for which small has no driver. */
  private static void whyIsKept(Guest guest) throws IOException {
    guest.await(PULSE, "sudo sh -c 'cat " + KEPT + "/*'", "sysrq triggered crash");
    assertThat(guest.run("sudo ls /sys/fs/pstore")).isEmpty();
    assertThat(guest.consoleText()).contains("its last messages are in " + KEPT);
  }
}
