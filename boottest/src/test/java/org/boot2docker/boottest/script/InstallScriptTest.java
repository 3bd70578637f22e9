package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that boot2docker-install leaves alone; after each refusal not one byte is different. */
class InstallScriptTest {
  private static final int MIB = 1 << 20;
  private static final int SECTOR = 512;
  private static final long SIZE = 140 * MIB;

  @TempDir private Path root;
  private GuestScripts scripts = new GuestScripts(Path.of("."));

  @BeforeEach
  void aMachineWithADiskAndAMedium() throws IOException {
    scripts = GuestScripts.in(root);
    scripts.write("proc/mounts", "");
    scripts.write("proc/swaps", "");
    scripts.write("usr/lib/os-release", Volume.osRelease(medium()));
    blank("vda", SIZE);
    disk("sr0", medium());
  }

  private void disk(String name, byte[] content) throws IOException {
    blank(name, content.length);
    Files.write(root.resolve("dev/" + name), content);
  }

  private void blank(String name, long size) throws IOException {
    scripts.write("sys/block/" + name + "/ro", "0\n");
    scripts.write("sys/block/" + name + "/queue/logical_block_size", "512\n");
    scripts.write("sys/block/" + name + "/size", size / SECTOR + "\n");
    scripts.write("sys/class/block/" + name + "/size", size / SECTOR + "\n");
    Files.createDirectories(root.resolve("dev"));
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("dev/" + name).toFile(), "rw")) {
      file.setLength(0);
      file.setLength(size);
    }
  }

  private void putByte(long at, int value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("dev/vda").toFile(), "rw")) {
      file.seek(at);
      file.write(value);
    }
  }

  /** On the disk, as that of a USB stick. */
  private void putMedium() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("dev/vda").toFile(), "rw")) {
      file.write(medium());
    }
  }

  private static byte[] medium() {
    return Volume.of("b2d-v28.5.2", 1, "20261124174352");
  }

  private void refuses(String message, String... arguments) throws IOException {
    endsWith(1, message, arguments);
  }

  private void endsWith(int exit, String message, String... arguments) throws IOException {
    byte[] before = Files.readAllBytes(root.resolve("dev/vda"));

    HostTool.Result result = install(arguments);

    assertThat(result.err().replace(root.toString(), ""))
        .isEqualTo("boot2docker-install: " + message + "\n");
    assertThat(result.exit()).isEqualTo(exit);
    assertThat(Files.mismatch(root.resolve("dev/vda"), copy(before))).isEqualTo(-1);
  }

  private Path copy(byte[] bytes) throws IOException {
    return Files.write(root.resolve("before"), bytes);
  }

  private HostTool.Result install(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("sh");
    command.add(root.resolve("usr/sbin/boot2docker-install").toString());
    for (String argument : arguments) {
      command.add(argument.startsWith("/") ? root + argument : argument);
    }
    return scripts.run(command.toArray(String[]::new));
  }

  @Test
  void aDiskWithData() throws IOException {
    String message =
        "/dev/vda has data: name another disk, or delete everything on it with --force";
    putByte(1000, 1);
    refuses(message, "--yes", "/dev/vda");

    putByte(1000, 0);
    putByte(SIZE - 1, 1);
    refuses(message, "--yes", "/dev/vda");
  }

  @Test
  void aDiskInUseEvenByForce() throws IOException {
    scripts.write("proc/mounts", "/dev/vda1 /mnt/vda1 ext4 rw 0 0\n");
    refuses(
        "/dev/vda is in use: /dev/vda1 - unmount it, or name another disk",
        "--force",
        "--yes",
        "/dev/vda");

    scripts.write("proc/mounts", "/dev/vdab /mnt/vdab ext4 rw 0 0\n");
    scripts.write("proc/swaps", "Filename Type\n/dev/vda2 partition 1 0 -2\n");
    refuses(
        "/dev/vda is in use: /dev/vda2 - unmount it, or name another disk",
        "--force",
        "--yes",
        "/dev/vda");

    scripts.write("proc/swaps", "");
    scripts.write("sys/block/vda/vda1/holders/dm-0", "");
    refuses(
        "/dev/vda is in use by dm-0: stop that, or name another disk",
        "--force",
        "--yes",
        "/dev/vda");
  }

  @Test
  void whatIsNoDiskToBootFrom() throws IOException {
    refuses("there is no disk " + "/dev/vdz: name one of /sys/block", "--yes", "/dev/vdz");
    refuses("/dev/sr0 is no disk that a machine boots from", "--yes", "/dev/sr0");

    scripts.write("dev/vda1", "");
    scripts.write("sys/class/block/vda1/partition", "1\n");
    refuses("/dev/vda1 is a partition: name the whole disk", "--yes", "/dev/vda1");

    scripts.write("etc/file", "");
    refuses("/etc/file is no disk: name one in /dev", "--yes", "/etc/file");
  }

  @Test
  void aDiskThatCannotBeUsed() throws IOException {
    scripts.write("sys/block/vda/ro", "1\n");
    refuses("/dev/vda is write-protected", "--yes", "/dev/vda");

    scripts.write("sys/block/vda/ro", "0\n");
    scripts.write("sys/block/vda/queue/logical_block_size", "4096\n");
    refuses(
        "/dev/vda has sectors of 4096 bytes: only those of 512 can be booted with BIOS",
        "--yes",
        "/dev/vda");

    blank("vda", 40 * MIB);
    refuses("/dev/vda has 40 MiB: 132 are needed", "--yes", "/dev/vda");
  }

  @Test
  void aMediumThatIsNotThereOrNotClear() throws IOException {
    disk("sdb", medium());
    refuses("there are several media: choose one with --from (/dev/sdb /dev/sr0)", "/dev/vda");

    blank("sdb", MIB);
    disk("sr0", Volume.of("b2d-v26.1.5", 1, "20261124174352"));
    refuses(
        "the medium of this system is not in the machine: name the image with --from FILE",
        "/dev/vda");

    refuses("/dev/sdb is no image of boot2docker", "--from", "/dev/sdb", "/dev/vda");
    putMedium();
    refuses(
        "/dev/vda is the medium of this system: name another disk,"
            + " or another copy of the image with --force --from FILE",
        "--yes",
        "/dev/vda");
    refuses(
        "/dev/vda is on /dev/vda: name a copy elsewhere",
        "--yes",
        "--force",
        "--from",
        "/dev/vda",
        "/dev/vda");
  }

  @Test
  void withoutTheAnswer() throws IOException {
    byte[] before = Files.readAllBytes(root.resolve("dev/vda"));

    HostTool.Result result = install("/dev/vda");

    assertThat(result.out().replace(root.toString(), ""))
        .isEqualTo(
            """
            Everything on /dev/vda (disk, 140 MiB) will be lost.
            Type vda to go on:\s""");
    assertThat(result.err()).isEqualTo("boot2docker-install: nothing was changed\n");
    assertThat(Files.mismatch(root.resolve("dev/vda"), copy(before))).isEqualTo(-1);
  }

  @Test
  void wrongArguments() throws IOException {
    String usage = "usage: boot2docker-install [--yes] [--force] [--from ISO] DISK";
    endsWith(2, usage);
    endsWith(2, usage, "/dev/vda", "/dev/vdb");
    endsWith(2, usage, "--from");
    endsWith(2, "--all is no option; " + usage, "--all", "/dev/vda");
  }
}
