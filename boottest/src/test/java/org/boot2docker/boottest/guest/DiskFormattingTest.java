package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The life of a data disk that began as an empty one that asked to be formatted. */
@Order(52)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class DiskFormattingTest {
  private static final String WORDS = "boot2docker, please format-me";
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration BOOT = Duration.ofMinutes(5);
  private static final int MOST_DELAY_MILLIS = 1500;

  @TempDir private Path directory;

  @Test
  void diskIsFormattedThoughTheMachineWasKilledMeanwhileThenGrowsAndFillsUp(Lab shared)
      throws IOException {
    try (Lab lab = shared.apart()) {
      formattedThenGrowsAndFillsUp(lab);
    }
  }

  private void formattedThenGrowsAndFillsUp(Lab lab) throws IOException {
    byte[] request = request();
    DiskImage disk = DiskImage.beginning(directory.resolve("disk.img"), 8192, request);
    DiskImage other =
        DiskImage.beginning(
            directory.resolve("other.img"), 1024, WORDS.getBytes(StandardCharsets.US_ASCII));
    String untouched = other.sha256();

    killWhileFormatting(lab, disk, other, request);
    firstUse(lab, disk, other);
    assertThat(other.sha256()).as("the second disk that asks").isEqualTo(untouched);

    disk.enlarge(9216);
    grownAndFull(lab, disk);
    assertThat(disk.tableCheck()).contains("No problems found");
  }

  /** The disk on virtio, and on NVMe, later by name, another that asks. */
  private static Guest boot(Lab lab, String name, DiskImage disk, DiskImage other)
      throws IOException {
    MachineSpec.Builder spec = lab.image().machine();
    spec.disk(DataDisk.raw(disk.file()));
    return lab.boot(name, spec.extraArguments(nvme(other)));
  }

  private static String[] nvme(DiskImage disk) {
    return new String[] {
      "-drive",
      "if=none,id=nvme,format=raw,discard=unmap,file=" + disk.file(),
      "-device",
      "nvme,serial=boot2docker,drive=nvme"
    };
  }

  private static void killWhileFormatting(Lab lab, DiskImage disk, DiskImage other, byte[] request)
      throws IOException {
    Guest guest = boot(lab, "format-killed", disk, other);
    Instant end = Instant.now().plus(BOOT);
    while (!guest.consoleText().contains("formatting /dev/vda")) {
      assertThat(Instant.now()).as("formatting begins within %s", BOOT).isBefore(end);
      Pause.millis(50);
    }
    int delay = ThreadLocalRandom.current().nextInt(MOST_DELAY_MILLIS);
    Pause.millis(delay);
    lab.close();
    boolean asks = Arrays.equals(disk.start(512), Arrays.copyOf(request, 512));
    System.out.printf(
        "format-killed: after %d ms of formatting; the disk %s%n",
        delay, asks ? "still asks" : "is complete");
    if (!asks) {
      assertThat(disk.tableCheck()).contains("No problems found");
    }
  }

  private void firstUse(Lab lab, DiskImage disk, DiskImage other) throws IOException {
    Guest guest = boot(lab, "format", disk, other);
    guest.awaitDocker();
    assertThat(guest.run("readlink /var/lib/docker")).isEqualTo("/mnt/vda1/var/lib/docker\n");
    assertThat(guest.consoleText())
        .containsPattern("/dev/nvme0n1 .*formatted.*/dev/vda")
        .contains("userdata.tar: link ");
    assertThat(guest.run("cat notes/hello")).isEqualTo("hello\n");
    assertThat(guest.run("stat -c '%a %U %G' .ssh .ssh/authorized_keys"))
        .isEqualTo("700 docker staff\n600 docker staff\n");
    logInWithTheKeyFromTheDisk(guest);
    guest.await(SOON, "cat /proc/swaps", "/dev/vda2");
    startContainer(guest);
    diskShrinksWhenFilesAreDeleted(guest, disk);
    guest.exec("sudo poweroff");
    guest.awaitEnd();
    assertThat(disk.tableCheck()).contains("No problems found").doesNotContain("Caution");
  }

  private void logInWithTheKeyFromTheDisk(Guest guest) throws IOException {
    String port = Integer.toString(guest.machine().target().port());
    HostTool.Result result =
        HostTool.run(
            directory,
            "ssh",
            "-F",
            "none",
            "-i",
            "key",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-p",
            port,
            "docker@127.0.0.1",
            "id -un");
    assertThat(result.succeeded().out()).isEqualTo("docker\n");
  }

  private static void diskShrinksWhenFilesAreDeleted(Guest guest, DiskImage disk)
      throws IOException {
    guest.run("sudo dd if=/dev/urandom of=/mnt/vda1/large bs=1M count=100 && sync");
    long full = disk.allocated();
    guest.run("sudo rm /mnt/vda1/large && sync");
    Instant end = Instant.now().plus(SOON);
    while (disk.allocated() > full - (90 << 20)) {
      assertThat(Instant.now()).as("the disk image shrinks within %s", SOON).isBefore(end);
      Pause.seconds(1);
    }
  }

  private void startContainer(Guest guest) throws IOException {
    BusyboxImage.load(guest, directory);
    guest.run(
        "docker run --name keeper -v shelf:/shelf "
            + BusyboxImage.NAME
            + " sh -c ': > /shelf/file'");
  }

  /** The same disk on another controller, where it has another name. */
  private void grownAndFull(Lab lab, DiskImage disk) throws IOException {
    MachineSpec.Builder spec = lab.image().machine().extraArguments(nvme(disk));
    Guest guest = lab.boot("grown", spec);
    guest.awaitDocker();
    guest.await(SOON, "sudo cat /var/log/resize2fs.log", "is now");
    String kib = guest.run("df -k /mnt/nvme0n1p1 | awk 'END { print $2 }'").strip();
    assertThat(Long.parseLong(kib)).as("KiB of 9216 - 1000 MiB").isGreaterThan(7_900_000);
    assertThat(guest.run("docker ps -a --format '{{.Names}}'")).isEqualTo("keeper\n");

    guest.run(
        "sudo sh -c 'fallocate -l $(df -k /mnt/nvme0n1p1 | awk \"END { print \\$4 }\")k"
            + " /mnt/nvme0n1p1/fill; dd if=/dev/zero of=/mnt/nvme0n1p1/rest bs=64k 2>/dev/null;"
            + " sync; true'");
    guest.reboot("sudo reboot");
    assertThat(guest.consoleText()).containsPattern("/dev/nvme0n1p1 .*100%.*[0-9]+ MiB");
    guest.run("sudo rm /mnt/nvme0n1p1/fill /mnt/nvme0n1p1/rest");
    guest.await(BOOT, "docker ps -a --format '{{.Names}}'", "keeper");
    guest.exec("sudo poweroff");
    guest.awaitEnd();
  }

  /** The words, a key, a file and a link, as tar writes them; 4096 bytes. */
  private byte[] request() throws IOException {
    HostTool.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key").succeeded();
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.writeString(home.resolve(WORDS), "");
    Files.createDirectories(home.resolve(".ssh"));
    Files.copy(directory.resolve("key.pub"), home.resolve(".ssh/authorized_keys"));
    Files.createDirectories(home.resolve("notes"));
    Files.writeString(home.resolve("notes/hello"), "hello\n");
    Files.createSymbolicLink(home.resolve("link"), Path.of("/etc/shadow"));
    String[] tar = {"tar", "-b1", "-cf", "../request.tar", "--format=ustar", WORDS, ".ssh"};
    String[] command = Arrays.copyOf(tar, tar.length + 2);
    command[tar.length] = "link";
    command[tar.length + 1] = "notes";
    HostTool.run(home, command).succeeded();
    byte[] all = Files.readAllBytes(directory.resolve("request.tar"));
    assertThat(all.length).isLessThanOrEqualTo(4096 + 1024);
    return Arrays.copyOf(all, 4096);
  }
}
