package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.qmp.QmpClient;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Disks behind the controllers that QEMU has; what is behind mptsas1068 Debian's own kernel doesn't
 * see either.
 */
@Order(52)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class DiskControllersTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  /** An SD card's size must be a power of two. */
  private static final long MIB = 64;

  private static final long CARD_MIB = 1024;

  /** Controllers, and the disk behind each: its name, and QEMU's device for it. */
  private static final List<String> CONTROLLERS =
      List.of(
          "virtio-scsi-pci,id=virtio",
          "megasas,id=megasas",
          "pvscsi,id=pvscsi",
          "lsi53c895a,id=lsi",
          "qemu-xhci,id=xhci",
          "usb-ehci,id=ehci",
          "usb-uas,id=uas,bus=xhci.0",
          "usb-hub,id=hub,bus=xhci.0,port=4",
          "sdhci-pci,id=sdhci");

  private static final List<String[]> DISKS =
      List.of(
          new String[] {"nvme", "nvme,serial=nvme"},
          new String[] {"virtio", "scsi-hd,bus=virtio.0"},
          new String[] {"megasas", "scsi-hd,bus=megasas.0"},
          new String[] {"pvscsi", "scsi-hd,bus=pvscsi.0"},
          new String[] {"lsi", "scsi-hd,bus=lsi.0"},
          new String[] {"ahci", "ide-hd,bus=ide.3"},
          new String[] {"xhci", "usb-storage,bus=xhci.0"},
          new String[] {"ehci", "usb-storage,bus=ehci.0"},
          new String[] {"hub", "usb-storage,bus=xhci.0,port=4.1"},
          new String[] {"uas", "scsi-hd,bus=uas.0"},
          new String[] {"card", "sd-card"});

  /** Beside those of a PC of the nineties, whose IDE controller is on its board. */
  private static final List<String> OLD_CONTROLLERS =
      List.of(
          "ich9-ahci,id=ahci",
          "piix3-usb-uhci,id=uhci",
          "pci-ohci,id=ohci",
          "qemu-xhci,id=xhci",
          "usb-bot,id=bot,bus=xhci.0",
          "lsi53c810,id=lsi");

  private static final List<String[]> OLD_DISKS =
      List.of(
          new String[] {"ide", "ide-hd,bus=ide.1"},
          new String[] {"ahci", "ide-hd,bus=ahci.1"},
          new String[] {"uhci", "usb-storage,bus=uhci.0"},
          new String[] {"ohci", "usb-storage,bus=ohci.0"},
          new String[] {"bot", "scsi-hd,bus=bot.0"},
          new String[] {"lsi", "scsi-hd,bus=lsi.0"});

  @TempDir private Path directory;

  @Test
  void allShowTheirDisks(Lab shared) throws IOException {
    try (Lab lab = shared.apart()) {
      List<String> arguments = new ArrayList<>();
      CONTROLLERS.forEach(controller -> arguments.addAll(List.of("-device", controller)));
      attachLabelled(arguments, DISKS);
      DiskImage late = DiskImage.labelled(directory.resolve("late"), MIB, "boot2docker-data");
      arguments.addAll(List.of("-drive", drive("late", late)));
      arguments.addAll(List.of("-chardev", "null,id=line"));
      arguments.addAll(
          List.of("-device", "usb-serial,chardev=line,always-plugged=on,bus=xhci.0,port=4.2"));
      Guest guest = boot(lab, "controllers", arguments);

      guest.awaitSsh();
      allAreShown(guest, DISKS);
      if (ModuleLists.hasDebiansKernel(shared.image())) {
        guest.await(SOON, "stat -c '%a %G' /dev/ttyUSB0", "660 dialout");
      }
      aDataDiskThatIsPluggedInLaterIsSaid(guest);
    }
  }

  /** Of eMMC QEMU has only such as are soldered on a board. */
  @Test
  @Tag("nightly")
  void thoseOfOldMachinesShowThemToo(Lab shared) throws IOException {
    BuiltImage image = shared.image();
    assumeTrue(image.architecture() == Architecture.AMD64, "a machine with IDE");
    try (Lab lab = shared.apart()) {
      List<String> arguments = new ArrayList<>(List.of("-machine", "pc"));
      List<String[]> disks = new ArrayList<>(OLD_DISKS);
      OLD_CONTROLLERS.forEach(controller -> arguments.addAll(List.of("-device", controller)));
      if (image.manifest().profile().equals("metal")) {
        arguments.addAll(List.of("-device", "am53c974,id=amd"));
        disks.add(new String[] {"amd", "scsi-hd,bus=amd.0"});
      }
      attachLabelled(arguments, disks);
      byte[] words = "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII);
      DiskImage data = DiskImage.beginning(directory.resolve("data"), CARD_MIB, words);
      attach(arguments, data, "data", "ide-hd,bus=ide.0");
      Guest guest =
          lab.boot(
              "old-controllers", image.machine().extraArguments(arguments.toArray(String[]::new)));

      guest.awaitDocker();
      allAreShown(guest, disks);
      String disk = "$(readlink /var/lib/docker | cut -d / -f 3)";
      assertThat(guest.run("readlink -f /sys/class/block/" + disk))
          .as("the disk that is formatted and used")
          .contains("/ata");
    }
  }

  private void attachLabelled(List<String> arguments, List<String[]> disks) throws IOException {
    for (String[] disk : disks) {
      DiskImage image = DiskImage.labelled(directory.resolve(disk[0]), MIB, "on-" + disk[0]);
      attach(arguments, image, disk[0], disk[1]);
    }
  }

  private static void allAreShown(Guest guest, List<String[]> disks) throws IOException {
    for (String[] disk : disks) {
      guest.await(SOON, "sudo blkid", "LABEL=\"on-" + disk[0] + "\"");
    }
  }

  /** Another disk is used by then, and none can be put below what runs. */
  private static void aDataDiskThatIsPluggedInLaterIsSaid(Guest guest) throws IOException {
    plugIn(guest, "late");
    guest.await(SOON, "sudo dmesg", "appeared after the boot: restart to use it");
    assertThat(guest.consoleText()).containsPattern("data disk /dev/sd.* appeared after the boot");
  }

  @Test
  @Tag("nightly")
  @Timeout(1200)
  void dockerMovesToALateDiskAsLongAsItHasNothing(Lab shared) throws IOException {
    try (Lab lab = shared.apart()) {
      DiskImage late = DiskImage.labelled(directory.resolve("late"), CARD_MIB, "boot2docker-data");
      List<String> arguments =
          List.of("-device", "qemu-xhci,id=xhci", "-drive", drive("late", late));
      Guest guest = boot(lab, "late-disk", arguments);
      guest.awaitDocker();
      plugIn(guest, "late");
      guest.await(SOON, "readlink /var/lib/docker", "/mnt/sda/var/lib/docker");
      guest.await(SOON, "docker info -f '{{.DockerRootDir}}' && mount", "/mnt/sda");
      guest.await(SOON, "docker volume create kept && ls /mnt/sda/var/lib/docker/volumes", "kept");
      assertThat(guest.consoleText()).contains("appeared after the boot: Docker moves to it");
    }
  }

  @Test
  @Tag("nightly")
  void anSdCardThatComesSlowlyIsFormattedAndUsed(Lab shared) throws IOException {
    try (Lab lab = shared.apart()) {
      byte[] words = "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII);
      DiskImage card = DiskImage.beginning(directory.resolve("card"), CARD_MIB, words);
      List<String> arguments = new ArrayList<>(List.of("-device", "sdhci-pci"));
      attach(arguments, card, "card", "sd-card");
      Guest guest = boot(lab, "sd-card", arguments);

      guest.awaitDocker();
      assertThat(guest.run("readlink /var/lib/docker"))
          .isEqualTo("/mnt/mmcblk0p1/var/lib/docker\n");
    }
  }

  private static String drive(String id, DiskImage image) {
    return "if=none,format=raw,id=" + id + ",file=" + image.file();
  }

  private static void plugIn(Guest guest, String drive) throws IOException {
    Path monitor = guest.machine().directory().qmpSocket();
    try (QmpClient qmp = QmpClient.connect(monitor, SOON)) {
      qmp.execute("device_add", Map.of("driver", "usb-storage", "bus", "xhci.0", "drive", drive));
    }
  }

  private static void attach(List<String> arguments, DiskImage image, String name, String device) {
    arguments.add("-drive");
    arguments.add(drive("on-" + name, image));
    arguments.add("-device");
    arguments.add(device + ",drive=on-" + name);
  }

  private static Guest boot(Lab lab, String name, List<String> arguments) throws IOException {
    return lab.boot(
        name, MachineSpec.cd(lab.image().iso()).extraArguments(arguments.toArray(String[]::new)));
  }
}
