package org.boot2docker.machine.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks made by the real tools: mkfs.ext4, sgdisk, sfdisk. */
class DataDisksTest {
  private static final long SIZE = 128L << 20;
  private static final int CLUSTER_BITS = 16;

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();

  private Path blank(String name, long size) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.setLength(size);
    }
    return file;
  }

  private Path blank() throws IOException {
    return blank("d.img", SIZE);
  }

  private static void put(Path file, long offset, String text) throws IOException {
    put(file, offset, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void put(Path file, long offset, byte[] bytes) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.seek(offset);
      disk.write(bytes);
    }
  }

  private void tool(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("tool.log").toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("tool.log"))).isZero();
  }

  private void check(DataDisk... disks) throws IOException {
    DataDisks.check(List.of(disks), said::add);
  }

  private void assertUsed(DataDisk disk) {
    assertThatCode(() -> check(disk)).doesNotThrowAnyException();
    assertThat(said).isEmpty();
  }

  private void assertRefused(DataDisk disk, String... parts) {
    assertThatThrownBy(() -> check(disk))
        .hasMessageContaining(disk.file().toString())
        .hasMessageContainingAll(parts);
  }

  @Test
  void aDiskThatAsksToBeFormattedIsUsed() throws IOException {
    Path disk = blank();
    put(disk, 0, "boot2docker, please format-me");

    assertUsed(DataDisk.raw(disk));
  }

  @Test
  void unpartitionedExt4IsUsed() throws Exception {
    Path disk = blank();
    tool("mkfs.ext4", "-q", "-F", "d.img");

    assertUsed(DataDisk.raw(disk));
  }

  @Test
  void ext2IsUsedOnlyWithOurLabel() throws Exception {
    Path disk = blank();
    tool("mkfs.ext2", "-q", "-F", "d.img");
    assertRefused(DataDisk.raw(disk), "ext2 or ext3");

    tool("mkfs.ext2", "-q", "-F", "-L", "boot2docker-data", "d.img");
    assertUsed(DataDisk.raw(disk));
  }

  @Test
  void ext4InAGuidPartitionTableIsFound() throws Exception {
    Path disk = blank();
    tool("sgdisk", "-n", "2:2048:+8M", "-n", "1:32768:0", "d.img");
    assertRefused(DataDisk.raw(disk), "no partition with ext4");

    tool("mkfs.ext4", "-q", "-F", "-E", "offset=" + 32768 * 512, "d.img", "64M");
    assertUsed(DataDisk.raw(disk));
  }

  @Test
  void whatLiesOnAllOfADiskThatWasPartitionedSinceIsNone() throws Exception {
    Path disk = blank();
    tool("mkfs.ext4", "-q", "-F", "-L", "boot2docker-data", "d.img");
    tool("sh", "-c", "echo start=32768 | sfdisk -q --wipe never --no-tell-kernel d.img");
    assertRefused(DataDisk.raw(disk), "no partition with ext4");

    tool("mkfs.ext4", "-q", "-F", "-E", "offset=" + 32768 * 512, "d.img", "64M");
    assertUsed(DataDisk.raw(disk));
  }

  @Test
  void ext4InALogicalPartitionOfAnMbrIsFound() throws Exception {
    Path disk = blank();
    Files.writeString(
        folder.resolve("layout"),
        """
        start=2048, size=2048, type=83
        start=4096, size=200000, type=5
        start=6144, size=2048, type=83
        start=10240, size=131072, type=83
        """);
    tool("sh", "-c", "sfdisk -q --no-tell-kernel d.img < layout");
    assertRefused(DataDisk.raw(disk), "no partition with ext4");

    tool("mkfs.ext4", "-q", "-F", "-E", "offset=" + 10240 * 512, "d.img", "64M");
    assertUsed(DataDisk.raw(disk));
  }

  @Test
  @Timeout(30)
  void aChainOfLogicalPartitionsThatLeadsBackToItselfIsNoDiskToUse() throws IOException {
    Path file = folder.resolve("loop.img");
    put(file, (64 << 20) - 1, "x");
    for (long sector : new long[] {0, 100, 101}) {
      put(file, sector * 512 + 510, "U\u00aa");
    }
    put(file, 446 + 4, new byte[] {5, 0, 0, 0, 100, 0, 0, 0});
    for (long sector : new long[] {100, 101}) {
      put(file, sector * 512 + 446 + 16 + 4, new byte[] {5, 0, 0, 0, 1, 0, 0, 0});
    }
    assertRefused(DataDisk.raw(file), file.getFileName().toString());
  }

  @Test
  void aTableThatNamesAPlaceBeforeTheDiskIsNoDiskToUse() throws IOException {
    Path file = folder.resolve("negative.img");
    put(file, (64 << 20) - 1, "x");
    put(file, 512, "EFI PART");
    put(file, 512 + 72, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 4, 0, 0, 0, (byte) 128});
    assertRefused(DataDisk.raw(file), file.getFileName().toString());
  }

  @Test
  void aBlankOrMissingDiskComesWithTheOptionThatMakesItGood() throws IOException {
    assertRefused(DataDisk.raw(blank("my disk.img", SIZE)), "is blank", "--format");
    assertRefused(DataDisk.raw(folder.resolve("none.img")), "does not exist", "--format");
  }

  @ParameterizedTest
  @CsvSource({
    "0, LUKS\u00ba\u00be, LUKS",
    "0, XFSB, XFS",
    "65600, _BHRfS_M, btrfs",
    "32769, CD001, ISO",
    "0, KDMV, VMDK",
    "5000, something, no ext4"
  })
  void whatIsOnTheDiskIsNamed(long offset, String text, String named) throws IOException {
    Path disk = blank();
    put(disk, offset, text);

    assertRefused(DataDisk.raw(disk), named, "--format");
  }

  @Test
  void aDiskTooSmallForContainersIsRefused() throws IOException {
    Path disk = blank("small.img", 1 << 20);
    put(disk, 0, "boot2docker, please format-me");

    assertRefused(DataDisk.raw(disk), "64 MiB", "truncate -s 20G " + disk);
  }

  @Test
  void aFormatThatIsNotTheNamesIsRefused() throws IOException {
    Path qcow2 = folder.resolve("d.img");
    writeQcow2(qcow2, new byte[0]);
    assertRefused(DataDisk.raw(qcow2), "qcow2", "mv " + qcow2 + " " + folder.resolve("d.qcow2"));

    Path raw = blank("r.qcow2", SIZE);
    assertRefused(DataDisk.qcow2(raw), "not in the format qcow2", "mv " + raw);
  }

  @Test
  void aQcow2DiskIsLookedInto() throws IOException {
    Path disk = folder.resolve("d.qcow2");
    writeQcow2(disk, new byte[0]);
    assertRefused(DataDisk.qcow2(disk), "is blank");

    writeQcow2(disk, "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII));
    assertUsed(DataDisk.qcow2(disk));
  }

  @Test
  void aQcow2DiskWithABackingFileIsLeftToQemu() throws IOException {
    Path disk = folder.resolve("d.qcow2");
    writeQcow2(disk, new byte[0]);
    put(disk, 8, new byte[] {0, 0, 0, 0, 0, 0, 2, 0});

    assertUsed(DataDisk.qcow2(disk));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 4, 9, version 9",
    "20, 4, 5, cluster_bits 5",
    "20, 4, 63, cluster_bits 63",
    "24, 8, 9223372036854775807, a size of",
    "24, 8, -1, a size of",
    "36, 4, -1, entries",
    "36, 4, 0, entries",
    "40, 8, 512, a table at",
    "40, 8, 4611686018427387904, a table at",
    "8, 8, 4611686018427387904, backing"
  })
  void aDamagedQcow2HeaderIsNamed(int offset, int bytes, long value, String named)
      throws IOException {
    Path disk = folder.resolve("d.qcow2");
    writeQcow2(disk, "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII));
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    put(disk, offset, Arrays.copyOfRange(number, Long.BYTES - bytes, Long.BYTES));

    assertRefused(DataDisk.qcow2(disk), "damaged qcow2 header", named);
  }

  @Test
  void aQcow2FileThatEndsInItsHeaderIsNamed() throws IOException {
    Path disk = folder.resolve("d.qcow2");
    writeQcow2(disk, new byte[0]);
    Files.write(disk, Arrays.copyOf(Files.readAllBytes(disk), 80));

    assertRefused(DataDisk.qcow2(disk), "damaged qcow2 header", "only 80 bytes");
  }

  @Test
  void aQcow2DiskTooSmallIsResizedByQemusTool() throws IOException {
    Path disk = folder.resolve("d.qcow2");
    writeQcow2(disk, new byte[0]);
    put(disk, 24, ByteBuffer.allocate(Long.BYTES).putLong(1 << 20).array());

    assertRefused(DataDisk.qcow2(disk), "64 MiB", "qemu-img resize " + disk + " 20G");
  }

  @Test
  void aTableWhoseSectorWrapsToOneOfTheDiskIsNoDiskToUse() throws Exception {
    Path disk = blank();
    tool("mkfs.ext4", "-q", "-F", "-E", "offset=1048576", "d.img", "64M");
    put(disk, 512, "EFI PART");
    put(disk, 512 + 72, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, (byte) 128});
    put(disk, 1024, "type of partition");
    // 2^55 + 2048 sectors of 512 bytes are 2^64 + 1 MiB.
    put(disk, 1024 + 32, new byte[] {0, 8, 0, 0, 0, 0, (byte) 0x80, 0});

    assertRefused(DataDisk.raw(disk), "d.img");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsNoDiskIsNamedAndNotOpened() throws Exception {
    tool("mkfifo", "pipe");
    assertRefused(DataDisk.raw(folder.resolve("pipe")), "is a pipe");
    assertRefused(DataDisk.raw(Path.of("/dev/zero")), "is a character device");
    assertRefused(DataDisk.raw(folder), "is a folder");
  }

  @Test
  void besideAGoodDiskOthersAreOnlyMentioned() throws IOException {
    Path good = blank("good.img", SIZE);
    put(good, 0, "boot2docker, please format-me");
    Path blank = blank("blank.img", SIZE);

    check(DataDisk.raw(blank), DataDisk.raw(good));

    assertThat(said).singleElement().asString().contains(blank + " is blank");
  }

  /** A disk of which only the first cluster is allocated, and that only when it holds something. */
  private static void writeQcow2(Path file, byte[] content) throws IOException {
    int cluster = 1 << CLUSTER_BITS;
    ByteBuffer image = ByteBuffer.allocate(4 * cluster);
    image.putInt(0x514649fb).putInt(3);
    image.putInt(20, CLUSTER_BITS).putLong(24, SIZE);
    image.putInt(36, 1).putLong(40, cluster);
    image.putInt(100, 104);
    if (content.length > 0) {
      image.putLong(cluster, 2L * cluster | 1L << 63);
      image.putLong(2 * cluster, 3L * cluster | 1L << 63);
      image.position(3 * cluster).put(content);
    }
    Files.write(file, image.array());
  }

  @Test
  void aDiskOfWhichARestLiesElsewhereIsNotWhole() throws IOException {
    Path file = folder.resolve("data.qcow2");
    NewDisk.make(DataDisk.qcow2(file), DiskSize.parse("1G"));
    byte[] sound = Files.readAllBytes(file);
    DataDisks.requireWhole(file);

    put(file, 8, new byte[] {0, 0, 0, 0, 0, 0, 2, 0});
    assertThatThrownBy(() -> DataDisks.requireWhole(file))
        .hasMessageContainingAll(file.toString(), "backing file");
    Files.write(file, sound);
    put(file, 79, new byte[] {4});
    assertThatThrownBy(() -> DataDisks.requireWhole(file))
        .hasMessageContainingAll(file.toString(), "data file");
  }
}
