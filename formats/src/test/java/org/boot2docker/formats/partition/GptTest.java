package org.boot2docker.formats.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What other tools make of a table is tested where one is written: to an image and to a disk. */
class GptTest {
  private static final int SECTOR = 512;
  private static final int SECTORS = 4096;

  private final Gpt table =
      Gpt.empty(SECTOR, SECTORS, Guid.parse("01234567-89ab-cdef-0123-456789abcdef"), 64)
          .with(1, Guid.EFI_SYSTEM, Guid.LINUX_SWAP, 100, 199, "EFI system partition");

  private byte[] disk() {
    byte[] disk = new byte[SECTORS * SECTOR];
    byte[] header = table.primaryHeader(Gpt.ENTRIES_AT);
    System.arraycopy(header, 0, disk, SECTOR, header.length);
    System.arraycopy(table.entries(), 0, disk, 2 * SECTOR, table.entries().length);
    return disk;
  }

  private static boolean isTable(byte[] disk) {
    return Gpt.read((at, length) -> part(disk, at, length), disk.length, SECTOR).isPresent();
  }

  private static byte[] part(byte[] disk, long at, int length) {
    return Arrays.copyOfRange(disk, (int) at, (int) at + length);
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] disk = disk();
    Gpt read = Gpt.read((at, length) -> part(disk, at, length), disk.length, SECTOR).orElseThrow();
    assertThat(read.first(1)).isEqualTo(100);
    assertThat(read.last(1)).isEqualTo(199);
    assertThat(read.backupHeader()).isEqualTo(table.backupHeader());
  }

  @Test
  void oneWrongBitInHeaderOrEntriesIsSeen() {
    for (int at : new int[] {SECTOR + 40, 2 * SECTOR + 32, 2 * SECTOR + 128 * 128 - 1}) {
      byte[] disk = disk();
      disk[at] ^= 1;
      assertThat(isTable(disk)).as("byte %d", at).isFalse();
    }
  }

  @Test
  void guidsAreStoredWithTheirFirstGroupsReversed() {
    byte[] stored = new byte[Guid.BYTES];
    Guid.parse("00112233-4455-6677-8899-aabbccddeeff").put(stored, 0);
    assertThat(stored)
        .containsExactly(
            0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd,
            0xee, 0xff);
  }

  @Test
  void guidOfAHashSaysThatItIsOne() {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) 0xff);
    assertThat(Guid.ofHash(hash, 16)).isEqualTo(Guid.parse("ffffffff-ffff-8fff-bfff-ffffffffffff"));
  }
}
