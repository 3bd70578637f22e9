package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.formats.file.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A power cut after any sector that an update or an installation writes, in any order between two
 * flushes: what starts is whole.
 */
class UpdatePowerCutTest {
  private static final int MIB = 1 << 20;
  private static final int SECTOR = 512;
  private static final int SIZE = 140 * MIB;

  /** In MiB: behind the partition table, the EFI system partition and two small slots. */
  private static final int DATA = 1 + 64 + 2;

  private static final byte[] FORMER = Volume.of("b2d-v28.5.2", 1, "20261124174352");
  private static final byte[] OTHER = Volume.of("b2d-v27", 1, "20260101000000");
  private static final byte[] NEW = Volume.of("b2d-v29", 1, "20270101000000");
  private static final String CODE = "boot code".repeat(48);
  private static final byte[] FORMER_SLOT = startable(FORMER);
  private static final byte[] OTHER_SLOT = startable(OTHER);
  private static final byte[] NEW_SLOT = startable(NEW);

  @TempDir private Path root;
  @TempDir private Path release;
  private GuestScripts scripts = new GuestScripts(Path.of("."));
  private Path disk = Path.of(".");

  @BeforeEach
  void aMachineWithADisk() throws IOException {
    scripts = GuestScripts.in(root);
    disk = root.resolve("dev/vda");
    scripts.write("sys/block/vda/ro", "0\n");
    scripts.write("proc/sys/vm/drop_caches", "");
    scripts.write("usr/lib/ISOLINUX/isohdppx.bin", CODE);
    Files.write(release.resolve("new.iso"), NEW);
    Files.writeString(
        release.resolve("SHA256SUMS"),
        Sha256.of(Files.newInputStream(release.resolve("new.iso"))) + "  new.iso\n");
  }

  private void run(String script, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = root.resolve("usr/sbin/" + script).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    HostTool.Result result = DiskWrites.run(scripts, command);
    assertThat(result.err()).isEmpty();
    assertThat(result.exit()).isZero();
  }

  private void disk(String state, byte[] a, byte[] b) throws IOException {
    byte[] code = SlotDisk.code(root.resolve("usr/lib/boot2docker/slots.hex"));
    SlotDisk made = SlotDisk.in(disk, code, state);
    made.putSlot('a', a);
    made.putSlot('b', b);
  }

  /** With the boot sector that starts it in a partition. */
  private static byte[] startable(byte[] image) {
    byte[] slot = image.clone();
    byte[] code = CODE.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(code, 0, slot, 0, code.length);
    return slot;
  }

  private static boolean has(byte[] disk, char slot, byte[] whole) {
    int at = BootChoice.offset(disk, slot);
    return Arrays.equals(disk, at, at + whole.length, whole, 0, whole.length);
  }

  private static void assertAllStartsAreWhole(byte[] disk) {
    for (char slot : Set.copyOf(BootChoice.starts(disk))) {
      boolean whole =
          has(disk, slot, FORMER_SLOT) || has(disk, slot, NEW_SLOT) || has(disk, slot, OTHER_SLOT);
      assertThat(whole).as("slot %c starts, and is whole", slot).isTrue();
    }
  }

  /** Also over an image that the next start would have tried. */
  @ParameterizedTest
  @CsvSource({"a, -, b", "a, b, b", "a, x, b", "b, -, a", "b, a, a"})
  void anUpdate(char slot, char tried, char spare) throws IOException {
    String state = "slot=%c\ntry=%c\n".formatted(slot, tried);
    disk(state, slot == 'a' ? FORMER_SLOT : OTHER_SLOT, slot == 'b' ? FORMER_SLOT : OTHER_SLOT);
    DiskWrites writes = DiskWrites.recording(scripts, disk);

    run("boot2docker-update", "--unsigned", release.toString());

    int cuts =
        writes.atEachCut(
            left -> {
              assertAllStartsAreWhole(left);
              assertThat(has(left, slot, FORMER_SLOT)).as("what runs is never touched").isTrue();
            });
    assertThat(cuts).as("one for each sector of the image").isGreaterThan(NEW.length / SECTOR);
    byte[] done = Files.readAllBytes(disk);
    assertThat(BootChoice.starts(done)).containsExactly(spare, slot, slot);
    assertThat(has(done, spare, NEW_SLOT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--settle", "--cancel"})
  void whatSettlesATrial(String how) throws IOException {
    scripts.program("docker", "exit 0");
    scripts.program("blkid", "exit 0");
    scripts.write("usr/lib/os-release", Volume.osRelease(NEW));
    disk("slot=a\ntry=B\n", FORMER_SLOT, NEW_SLOT);
    DiskWrites writes = DiskWrites.recording(scripts, disk);

    run("boot2docker-update", how);

    assertThat(writes.atEachCut(UpdatePowerCutTest::assertAllStartsAreWhole)).isPositive();
    assertThat(writes.flushes()).as("one sector").isEqualTo(1);
    assertThat(BootChoice.starts(Files.readAllBytes(disk)))
        .containsOnly(how.equals("--settle") ? 'b' : 'a');
  }

  @Test
  void anInstallation() throws IOException {
    aMediumAndABlankDisk();
    byte[] done = install();

    HostTool.run(root, "dd", "if=" + disk, "of=data", "bs=1M", "skip=" + DATA).succeeded();
    assertThat(HostTool.run(root, "e2fsck", "-fn", "data").exit()).as("Docker's data").isZero();
    assertThat(BootChoice.starts(done)).containsOnly('a');
    assertThat(has(done, 'a', FORMER_SLOT)).isTrue();
  }

  /** Until its first sector is gone, what was installed before starts. */
  @Test
  void anInstallationOverAnother() throws IOException {
    aMediumAndABlankDisk();
    byte[] before = install();
    System.arraycopy(NEW_SLOT, 0, before, BootChoice.offset(before, 'a'), NEW.length);
    Files.write(disk, before);

    byte[] done = install();

    assertThat(has(done, 'a', FORMER_SLOT)).isTrue();
  }

  /** After each cut the disk has no first sector, or the former one, or everything. */
  private byte[] install() throws IOException {
    HostTool.run(root, "rm", "-rf", "copies").succeeded();
    DiskWrites writes = DiskWrites.recording(scripts, disk);
    byte[] before = writes.before();

    run("boot2docker-install", "--yes", "--force", disk.toString());

    byte[] done = Files.readAllBytes(disk);
    int cuts =
        writes.atEachCut(
            left -> {
              if (isBlank(left)) {
                return;
              }
              if (Arrays.equals(left, 0, SECTOR, before, 0, SECTOR)) {
                assertAllStartsAreWhole(left);
              } else {
                assertThat(Arrays.equals(left, done)).as("all is there").isTrue();
              }
            });
    assertThat(cuts).isGreaterThan(FORMER.length / SECTOR);
    return done;
  }

  private static boolean isBlank(byte[] disk) {
    return Arrays.equals(disk, 0, SECTOR, new byte[SECTOR], 0, SECTOR);
  }

  /** File systems are folders here; that of the EFI system partition is put into its image. */
  private void aMediumAndABlankDisk() throws IOException {
    scripts.write("proc/mounts", "");
    scripts.write("proc/swaps", "");
    scripts.write("usr/lib/os-release", Volume.osRelease(FORMER));
    for (String name : List.of("vda", "sr0")) {
      int size = name.equals("vda") ? SIZE : FORMER.length;
      scripts.write("sys/block/" + name + "/ro", "0\n");
      scripts.write("sys/block/" + name + "/queue/logical_block_size", "512\n");
      scripts.write("sys/block/" + name + "/size", size / SECTOR + "\n");
      scripts.write("sys/class/block/" + name + "/size", size / SECTOR + "\n");
    }
    Files.write(root.resolve("dev/sr0"), FORMER);
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    scripts.program("blockdev", "exit 0");
    scripts.program(
        "mount",
        """
        for to; do from=${last-}; last=$to; done
        case $* in
          *iso9660*) mkdir -p "$to/boot/grub"; echo > "$to/boot/grub/efi.img" ;;
          -r*) mkdir -p "$to/EFI/BOOT"; echo loader > "$to/EFI/BOOT/grubx64.efi" ;;
          *) echo "$from" > %s/mounted ;;
        esac
        """
            .formatted(root));
    scripts.program(
        "umount",
        """
        case $1 in
          */esp)
            image=$(cat %1$s/mounted) || exit
            rm %1$s/mounted
            MTOOLS_SKIP_CHECK=1 /usr/bin/mcopy -s -i "$image" "$1"/* ::/
            ;;
        esac
        """
            .formatted(root));
  }
}
