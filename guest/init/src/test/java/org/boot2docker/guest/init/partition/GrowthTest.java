package org.boot2docker.guest.init.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.formats.partition.Guid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables made by sgdisk and sfdisk and by ourselves, grown by ours, judged by sgdisk and sfdisk.
 */
class GrowthTest {
  private static final long MIB = 1 << 20;
  private static final Guid GUID = Guid.parse("01234567-89ab-cdef-0123-456789abcdef");

  @TempDir private Path directory;

  private Path image() {
    return directory.resolve("image");
  }

  private FileBlock disk(long mib) {
    return new FileBlock(image(), mib * MIB, 512);
  }

  private String tool(String input, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(words));
    command.add(image().toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** Swap first, then the data partition, as formatting leaves it. */
  private static MemoryBlock formatted(long mib, int sectorSize) {
    MemoryBlock disk = new MemoryBlock(mib * MIB, sectorSize);
    long unit = MIB / sectorSize;
    Gpt table =
        Gpt.empty(disk.sectorSize(), disk.size() / disk.sectorSize(), GUID)
            .with(2, Guid.LINUX_SWAP, GUID, unit, 11 * unit - 1, "boot2dockerswap")
            .with(1, Guid.LINUX_DATA, GUID, 11 * unit, (mib - 1) * unit - 1, "boot2docker-data");
    GptWriter writer = new GptWriter(disk, table);
    writer.protectiveMbr();
    writer.header(Gpt.ENTRIES_AT);
    writer.entries(Gpt.ENTRIES_AT);
    writer.backup();
    return disk.copy();
  }

  private static void assertGrown(Block disk, long endMib) {
    Gpt table = Gpt.read(disk::read, disk.size(), disk.sectorSize()).orElseThrow();
    assertThat(table.last(1)).isEqualTo(endMib * MIB / disk.sectorSize() - 1);
    assertThat(table.entriesAt()).isEqualTo(Gpt.ENTRIES_AT);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void powerCutLeavesTheOldTableOrTheNewOne(int sectorSize) {
    MemoryBlock before = formatted(100, sectorSize).enlarged(300 * MIB);
    long unit = MIB / sectorSize;
    MemoryBlock disk = before.copy();
    assertThat(Growth.of(disk).grow(1)).isEqualTo(new Extent(11 * MIB, 288 * MIB));
    assertGrown(disk, 299);
    new PowerCuts(before, disk.epochs())
        .inAnyOrder(
            left -> {
              Gpt table = Gpt.read(left::read, left.size(), left.sectorSize()).orElseThrow();
              if (table.last(1) != 99 * unit - 1 && table.last(1) != 299 * unit - 1) {
                throw new AssertionError("the partition ends at " + table.last(1));
              }
              if (table.first(2) != unit || table.last(2) != 11 * unit - 1) {
                throw new AssertionError("the swap partition has moved");
              }
            });
  }

  @Test
  void growsAgainAfterAPowerCutAtAnyMoment() {
    MemoryBlock before = formatted(100, 512).enlarged(300 * MIB);
    MemoryBlock disk = before.copy();
    Growth.of(disk).grow(1);
    new PowerCuts(before, disk.epochs())
        .inOrder(
            left -> {
              MemoryBlock larger = left.enlarged(500 * MIB);
              new PowerCuts(larger, grow(larger).epochs())
                  .inOrder(
                      twice ->
                          assertThat(Gpt.read(twice::read, twice.size(), twice.sectorSize()))
                              .isPresent());
              assertGrown(grow(larger), 499);
            });
  }

  /** As on a disk image of a release: a boot loader and files from sector 64 on, then a gap. */
  private static MemoryBlock withLoader(long gap) {
    MemoryBlock disk = new MemoryBlock(100 * MIB, 512);
    Gpt table =
        Gpt.empty(512, disk.size() / 512, GUID, 64)
            .with(3, Guid.LINUX_DATA, GUID, 64, MIB / 512 - gap - 1, "boot2docker")
            .with(2, Guid.LINUX_DATA, GUID, MIB / 512, 99 * MIB / 512 - 1, "data");
    GptWriter writer = new GptWriter(disk, table);
    writer.protectiveMbr();
    writer.header(Gpt.ENTRIES_AT);
    writer.entries(Gpt.ENTRIES_AT);
    writer.backup();
    byte[] loader = new byte[(int) MIB - 64 * 512 - (int) gap * 512];
    Arrays.fill(loader, (byte) 'x');
    disk.write(64 * 512, loader);
    return disk.copy();
  }

  @Test
  void aBootLoaderBeforeThePartitionStaysWhole() {
    MemoryBlock before = withLoader(32).enlarged(300 * MIB);
    MemoryBlock disk = before.copy();
    Growth.of(disk).grow(2);
    int length = (int) MIB - 96 * 512;
    byte[] loader = before.read(64 * 512, length);
    new PowerCuts(before, disk.epochs())
        .inAnyOrder(
            left -> {
              Gpt table = Gpt.read(left::read, left.size(), 512).orElseThrow();
              boolean known = List.of(99L, 299L).contains((table.last(2) + 1) * 512 / MIB);
              if (!known || !Arrays.equals(left.read(64 * 512, length), loader)) {
                throw new AssertionError("the disk is damaged");
              }
            });
    Gpt table = Gpt.read(disk::read, disk.size(), 512).orElseThrow();
    assertThat(table.last(2)).isEqualTo(299 * MIB / 512 - 1);
    assertThat(table.entriesAt()).isEqualTo(Gpt.ENTRIES_AT);
  }

  @Test
  void withoutRoomForASecondTableNothingIsWritten() {
    MemoryBlock disk = withLoader(31).enlarged(300 * MIB);
    MemoryBlock before = disk.copy();
    assertThatThrownBy(() -> Growth.of(disk).grow(2)).isInstanceOf(BlockException.class);
    assertThat(disk.read(0, (int) MIB)).isEqualTo(before.read(0, (int) MIB));
  }

  private static MemoryBlock grow(MemoryBlock before) {
    MemoryBlock disk = before.copy();
    Growth.of(disk).grow(1);
    return disk;
  }

  @Test
  void sgdiskFindsNothingWrongWithWhatItMadeAndWeGrew() throws Exception {
    disk(100);
    tool("", "/usr/sbin/sgdisk", "-n", "2:2048:22527", "-n", "1:22528:0", "-c", "1:data");
    FileBlock larger = disk(3000);
    assertThat(Growth.of(larger).grow(1)).isEqualTo(new Extent(11 * MIB, 2988 * MIB));
    assertThat(tool("", "/usr/sbin/sgdisk", "-v"))
        .contains("No problems found")
        .doesNotContain("Caution", "Warning");
    assertThat(tool("", "/usr/sbin/sgdisk", "-i", "1"))
        .contains("Partition name: 'data'", "Last sector: 6141951");
  }

  @Test
  void leavesRoomAloneThatTheTableKnowsOf() throws Exception {
    FileBlock disk = disk(100);
    tool("", "/usr/sbin/sgdisk", "-n", "1:2048:22527");
    byte[] before = Files.readAllBytes(image());
    assertThat(Growth.of(disk).grow(1)).isEqualTo(new Extent(MIB, 10 * MIB));
    assertThat(Arrays.equals(Files.readAllBytes(image()), before)).isTrue();
  }

  @Test
  void growsThePrimaryPartitionOfAnMbr() throws Exception {
    disk(100);
    tool("2048,20480,82\n22528,,83,*\n", "/sbin/sfdisk", "-q", "-X", "dos");
    FileBlock larger = disk(3000);
    byte[] before = larger.read(0, 512);
    assertThat(Growth.of(larger).grow(2)).isEqualTo(new Extent(11 * MIB, 2989 * MIB));
    assertThat(tool("", "/sbin/sfdisk", "-d"))
        .contains("start=       22528, size=     6121472, type=83, bootable")
        .contains("start=        2048, size=       20480, type=82");
    assertThat(Arrays.copyOf(larger.read(0, 512), 446)).isEqualTo(Arrays.copyOf(before, 446));
  }

  @Test
  void doesNotTouchAPartitionWithAnotherBehindIt() throws Exception {
    disk(100);
    tool("", "/usr/sbin/sgdisk", "-n", "1:2048:22527", "-n", "2:22528:0");
    assertRefused("not where");
    tool("2048,20480,83\n22528,,83\n", "/sbin/sfdisk", "-q", "-X", "dos");
    assertRefused("not where");
  }

  @Test
  void doesNotTouchADamagedTable() throws Exception {
    FileBlock disk = disk(100);
    tool("", "/usr/sbin/sgdisk", "-n", "1:2048:0");
    for (int at : new int[] {512, 512 + 16, 512 + 40, 512 + 80, 1024 + 32}) {
      byte[] whole = disk.read(0, 4096);
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      disk.write(0, damaged);
      assertRefused("damaged");
      disk.write(0, whole);
    }
  }

  private void assertRefused(String reason) throws Exception {
    byte[] before = Files.readAllBytes(image());
    FileBlock larger = disk(200);
    assertThatThrownBy(() -> Growth.of(larger).grow(1))
        .isInstanceOf(BlockException.class)
        .hasMessageContaining(reason);
    byte[] after = Arrays.copyOf(Files.readAllBytes(image()), before.length);
    assertThat(Arrays.equals(before, after)).isTrue();
  }

  @Test
  void namesPartitionsAsLinuxDoes() {
    assertThat(PartitionName.of("sda", 1)).isEqualTo("sda1");
    assertThat(PartitionName.of("nvme0n1", 2)).isEqualTo("nvme0n1p2");
    assertThat(PartitionName.of("mmcblk0", 1)).isEqualTo("mmcblk0p1");
  }
}
