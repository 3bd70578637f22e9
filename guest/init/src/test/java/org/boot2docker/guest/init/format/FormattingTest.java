package org.boot2docker.guest.init.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.guest.init.partition.Block;
import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.init.partition.FileBlock;
import org.boot2docker.guest.init.partition.MemoryBlock;
import org.boot2docker.guest.init.partition.PowerCuts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formatting, and what the next boot finds after a power cut at any of its moments. */
class FormattingTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE = 8000 * MIB;

  @TempDir private Path directory;

  private static byte[] request() {
    byte[] request = new byte[FormatMagic.REQUEST_BYTES];
    for (int i = 0; i < request.length; i++) {
      request[i] = (byte) ('A' + i % 31);
    }
    byte[] words = "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(words, 0, request, 0, words.length);
    return request;
  }

  private static MemoryBlock asking(long size, int sectorSize, byte[] request) {
    MemoryBlock disk = new MemoryBlock(size, sectorSize);
    disk.write(0, request);
    return disk.copy();
  }

  private static FakeWorkshop format(Block disk) {
    FakeWorkshop workshop = new FakeWorkshop(disk);
    new Formatting(disk, workshop).run();
    return workshop;
  }

  private static boolean asks(Block disk) {
    byte[] start = disk.read(0, FormatMagic.REQUEST_BYTES);
    return FormatMagic.isAt(start, start.length);
  }

  /** The next boot must find either the whole request again, or everything complete. */
  private static void assertNothingLost(MemoryBlock disk, byte[] request) {
    if (asks(disk)) {
      assertThat(Arrays.equals(new SavedRequest(disk).read(), request))
          .as("the request can be read again")
          .isTrue();
    } else {
      assertComplete(disk, request);
    }
  }

  private static void assertComplete(Block disk, byte[] request) {
    assertThat(asks(disk)).isFalse();
    assertThat(Gpt.read(disk::read, disk.size(), disk.sectorSize()))
        .as("the partition table")
        .isPresent();
    byte[] backup = disk.read(disk.size() - disk.sectorSize(), Gpt.SIGNATURE.length);
    assertThat(Arrays.equals(backup, Gpt.SIGNATURE)).as("the backup table").isTrue();
    long end =
        (Gpt.read(disk::read, disk.size(), disk.sectorSize()).orElseThrow().lastUsable() + 1)
            * disk.sectorSize();
    Layout layout = Layout.of(disk.size(), end);
    assertThat(Arrays.equals(disk.read(layout.data().start(), request.length), request))
        .as("the file system with the request in it")
        .isTrue();
  }

  @Test
  void makesTheFileSystemBeforeTheTable() {
    MemoryBlock disk = asking(SIZE, 512, request());
    assertThat(format(disk).calls).containsExactly("announce", "swap", "file system", "finish");
    assertComplete(disk, request());
  }

  @Test
  void leavesSwapOutOnASmallDisk() {
    MemoryBlock disk = asking(64 * MIB, 512, request());
    assertThat(format(disk).calls).containsExactly("announce", "file system", "finish");
    assertComplete(disk, request());
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void powerCutLeavesADiskThatIsFormattedAgainOrComplete(int sectorSize) {
    MemoryBlock before = asking(SIZE, sectorSize, request());
    MemoryBlock disk = before.copy();
    format(disk);
    AtomicInteger cuts = new AtomicInteger();
    new PowerCuts(before, disk.epochs())
        .inAnyOrder(
            left -> {
              cuts.incrementAndGet();
              assertNothingLost(left, request());
            });
    assertThat(cuts.get()).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void powerCutInTheBootAfterAPowerCutLosesNothingEither(int sectorSize) {
    MemoryBlock before = asking(SIZE, sectorSize, request());
    MemoryBlock disk = before.copy();
    format(disk);
    new PowerCuts(before, disk.epochs())
        .inOrder(
            left -> {
              if (asks(left)) {
                MemoryBlock again = left.copy();
                format(again);
                assertComplete(again, request());
                new PowerCuts(left, again.epochs())
                    .inOrder(twice -> assertNothingLost(twice, request()));
              }
            });
  }

  @Test
  void requestOnADiskThatHadAPartitionTableBeforeIsReadFromTheDiskItself() {
    byte[] request = request();
    System.arraycopy(Gpt.SIGNATURE, 0, request, 512, Gpt.SIGNATURE.length);
    MemoryBlock before = asking(SIZE, 512, request);
    MemoryBlock disk = before.copy();
    format(disk);
    new PowerCuts(before, disk.epochs()).inAnyOrder(left -> assertNothingLost(left, request));
  }

  @Test
  void copyLeftFromAnEarlierRequestIsNotTakenForThisOne() {
    MemoryBlock disk = asking(SIZE, 512, request());
    new SavedRequest(disk).save(request());
    byte[] other = request();
    other[100] = 'x';
    System.arraycopy(Gpt.SIGNATURE, 0, other, 512, Gpt.SIGNATURE.length);
    disk.write(0, other);
    assertThat(new SavedRequest(disk).read()).isEqualTo(other);
  }

  @Test
  void leavesNothingOfTheRequestOutsideTheFileSystem() {
    MemoryBlock disk = asking(SIZE, 512, request());
    format(disk);
    assertThat(disk.read(512 * 1024, 8192)).containsOnly(0);
  }

  @Test
  void doesNotTouchADiskThatDoesNotAsk() {
    MemoryBlock disk = new MemoryBlock(SIZE, 512);
    assertThatThrownBy(() -> format(disk)).isInstanceOf(BlockException.class);
    assertThat(disk.epochs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {64, 3999, 4000, 20000, 3_000_000})
  void sgdiskFindsNothingWrong(long mib) throws Exception {
    Path image = directory.resolve("image");
    FileBlock disk = new FileBlock(image, mib * MIB + 512 * 77, 512);
    disk.write(0, request());
    format(disk);
    assertThat(output("/usr/sbin/sgdisk", "-v", image.toString()))
        .contains("No problems found")
        .doesNotContain("Caution", "Warning");
    String table = output("/usr/sbin/sgdisk", "-p", image.toString());
    assertThat(table).contains("aligned on 2048-sector boundaries", "boot2docker-data");
    assertThat(table.contains("boot2dockerswap")).isEqualTo(mib >= 4000);
  }

  @Test
  void fdiskReadsTheTableOfADiskWithLargeSectors() throws Exception {
    Path image = directory.resolve("image");
    FileBlock disk = new FileBlock(image, 8000 * MIB, 4096);
    disk.write(0, request());
    format(disk);
    String table = output("/sbin/fdisk", "-b", "4096", "-l", image.toString());
    assertThat(table)
        .contains("Disklabel type: gpt", "Linux filesystem", "Linux swap")
        .doesNotContain("corrupt", "mismatch", "does not");
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
