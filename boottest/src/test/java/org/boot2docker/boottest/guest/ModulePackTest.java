package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.DataDisk;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file on the data disk adds modules for the image's kernel, and for no other. */
@Tag("nightly")
@Order(56)
@ExtendWith(LabExtension.class)
class ModulePackTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String PACK = "/var/lib/boot2docker/modules.squashfs";
  private static final String START = "sudo service module-pack restart";

  @TempDir private Path directory;

  @Test
  void theImagesOwnPackIsUsedFromTheBootOnAndAnotherIsSaid(Lab lab) throws IOException {
    Path pack = directory.resolve("modules.squashfs");
    Cli.in(directory)
        .run(
            "modules",
            "--profile",
            lab.image().manifest().profile(),
            "--lock",
            lab.image().lock().toString(),
            "-o",
            pack.toString())
        .succeeded();
    DiskImage data = DiskImage.labelled(directory.resolve("data.img"), 512, "boot2docker-data");
    for (String request :
        new String[] {"mkdir var", "mkdir var/lib", "mkdir var/lib/boot2docker"}) {
      data.debugfs(request);
    }
    data.debugfs("write " + pack.getFileName() + " " + PACK);
    DiskImage xfs = DiskImage.xfs(directory.resolve("xfs.img"));
    Guest guest =
        lab.boot(
            "module-pack",
            lab.image().machine().disk(DataDisk.raw(data.file())).disk(DataDisk.raw(xfs.file())));
    guest.awaitDocker();

    guest.run("sudo mkdir /mnt/xfs && sudo mount -t xfs /dev/vdb /mnt/xfs");
    guest.run("sudo touch /mnt/xfs/file && sudo umount /mnt/xfs && sudo modprobe btrfs");
    assertThat(guest.run("cat /proc/filesystems")).contains("xfs", "btrfs");
    guest.await(SOON, "stat -c '%a %G' /dev/btrfs-control", "660 disk");
    ModuleLists.load(guest, ModuleLists.ofThePack(lab.image()));

    String release = guest.run("uname -r").strip();
    guest.upload(another("6.0.0-other-amd64"), "/home/docker/another");
    assertThat(refused(guest, "another")).contains("6.0.0-other-amd64", release);
    guest.upload(another(release), "/home/docker/configured");
    assertThat(refused(guest, "configured")).contains(release, "configuration");
    guest.run("head -c 1000 another > damaged");
    assertThat(refused(guest, "damaged")).contains(PACK, "can't be mounted");
  }

  /** Puts a file in the place of the pack; what the kernel's log says of it. */
  private static String refused(Guest guest, String file) throws IOException {
    guest.run(
        "sudo umount /usr/lib/modules/$(uname -r) /run/boot2docker/modules 2> /dev/null;"
            + " sudo dmesg -c > /dev/null; sudo cp %s %s; %s || true".formatted(file, PACK, START));
    return guest.await(SOON, "sudo dmesg", "not used");
  }

  /** A pack for a kernel of this release with a configuration of its own. */
  private Path another(String release) throws IOException {
    Path modules = Files.createDirectories(directory.resolve(release + "/" + release));
    Files.writeString(modules.resolve("config"), "CONFIG_OTHER=y\n");
    String file = release + ".squashfs";
    HostTool.run(directory, "mksquashfs", release, file, "-comp", "zstd", "-quiet", "-no-progress")
        .succeeded();
    return directory.resolve(file);
  }
}
