package org.boot2docker.guest.init.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.guest.init.partition.Block;

/**
 * The request's bytes, kept in the gap before the first partition while the partition table
 * overwrites the originals behind sector 0.
 *
 * <p>One block of 4096 bytes says what follows ({@code boot2docker saved request}, then the CRC-32
 * of the copy), the next is the copy. It counts only when sector 1 begins with {@code EFI PART},
 * which is written after the copy is on the disk, and when its first sector is the disk's own.
 */
final class SavedRequest {
  private static final long AT = 512 << 10;
  private static final byte[] TITLE =
      "boot2docker saved request ".getBytes(StandardCharsets.US_ASCII);
  private static final int SUM_DIGITS = 8;

  private final Block disk;

  SavedRequest(Block disk) {
    this.disk = disk;
  }

  /** The request as it was before formatting began, from the copy if the originals may be gone. */
  byte[] read() {
    byte[] own = disk.read(0, FormatMagic.REQUEST_BYTES);
    byte[] second = disk.read(disk.sectorSize(), Gpt.SIGNATURE.length);
    if (Arrays.equals(second, Gpt.SIGNATURE)) {
      byte[] copy = disk.read(AT + FormatMagic.REQUEST_BYTES, FormatMagic.REQUEST_BYTES);
      byte[] title = disk.read(AT, FormatMagic.REQUEST_BYTES);
      if (Arrays.equals(title, title(copy)) && beginsAlike(own, copy)) {
        return copy;
      }
    }
    return own;
  }

  private boolean beginsAlike(byte[] one, byte[] other) {
    int length = disk.sectorSize();
    return Arrays.equals(Arrays.copyOf(one, length), Arrays.copyOf(other, length));
  }

  void save(byte[] request) {
    disk.write(AT, title(request));
    disk.write(AT + FormatMagic.REQUEST_BYTES, request);
  }

  void erase() {
    disk.write(AT, new byte[2 * FormatMagic.REQUEST_BYTES]);
  }

  private static byte[] title(byte[] copy) {
    CRC32 crc = new CRC32();
    crc.update(copy, 0, copy.length);
    byte[] block = Arrays.copyOf(TITLE, FormatMagic.REQUEST_BYTES);
    for (int i = 0; i < SUM_DIGITS; i++) {
      block[TITLE.length + i] = (byte) ('a' + (crc.getValue() >> 4 * i & 0xf));
    }
    return block;
  }
}
