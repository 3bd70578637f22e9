package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.boot2docker.formats.file.AtomicFile;

/**
 * Writes a disk as VHD (Microsoft's "Virtual Hard Disk Image Format Specification", 1.0). The
 * specification's numbers have their highest byte first. Its time stamp, seconds since 2000, is 0.
 */
final class VhdWriter {
  private static final int SECTOR = DiskContent.SECTOR;
  private static final int BLOCK = 2 << 20;

  /** Before each block lies a bit for each of its sectors. */
  private static final int BITMAP = BLOCK / SECTOR / 8;

  private static final int HEADER_AT = SECTOR;
  private static final int HEADER = 1024;
  private static final int TABLE_AT = HEADER_AT + HEADER;
  private static final int FIXED = 2;
  private static final int DYNAMIC = 3;

  /** The format's own bound: 2040 GiB. */
  private static final long MOST = 2040L << 30;

  private VhdWriter() {}

  static void writeFixed(DiskContent disk, Path file) throws IOException {
    check(disk);
    byte[] sum = DiskSum.of(disk);
    AtomicFile.sparse(
        file,
        channel -> {
          DiskFile out = new DiskFile(channel);
          RawWriter.write(disk, out);
          out.put(disk.size(), footer(disk.size(), FIXED, sum));
        });
  }

  static void writeDynamic(DiskContent disk, Path file) throws IOException {
    check(disk);
    AtomicFile.sparse(file, channel -> writeDynamic(disk, new DiskFile(channel)));
  }

  private static void writeDynamic(DiskContent disk, DiskFile out) throws IOException {
    int entries = (int) ((disk.size() + BLOCK - 1) / BLOCK);
    int tableBytes = (entries * Integer.BYTES + SECTOR - 1) / SECTOR * SECTOR;
    byte[] table = new byte[tableBytes];
    Arrays.fill(table, (byte) 0xff);
    byte[] bitmap = new byte[BITMAP];
    Arrays.fill(bitmap, (byte) 0xff);
    DiskSum sum = new DiskSum(disk);
    long[] end = {TABLE_AT + tableBytes};
    disk.chunks(
        BLOCK,
        (number, bytes) -> {
          sum.add(number, bytes);
          int sector = (int) (end[0] / SECTOR);
          ByteBuffer.wrap(table).putInt((int) number * Integer.BYTES, sector);
          out.put(end[0], bitmap);
          out.put(end[0] + BITMAP, bytes);
          end[0] += BITMAP + BLOCK;
        });
    byte[] footer = footer(disk.size(), DYNAMIC, sum.bytes());
    out.put(0, footer);
    out.put(HEADER_AT, dynamicHeader(entries));
    out.put(TABLE_AT, table);
    out.put(end[0], footer);
  }

  private static void check(DiskContent disk) {
    if (disk.size() > MOST || disk.size() % (1 << 20) != 0) {
      throw new IllegalArgumentException(
          "VHD holds whole MiB, at most 2040 GiB, not " + disk.size() + " bytes");
    }
  }

  private static byte[] footer(long size, int type, byte[] sum) {
    ByteBuffer footer = ByteBuffer.allocate(SECTOR);
    put(footer, 0, "conectix");
    footer.putInt(8, 2); // Features: a bit that is always set.
    footer.putInt(12, 0x10000);
    footer.putLong(16, type == FIXED ? -1 : HEADER_AT);
    // Of "win " QEMU knows that the size counts, and not the geometry, which is rounded.
    put(footer, 28, "win ");
    footer.putInt(32, 0x10000);
    put(footer, 36, "Wi2k");
    footer.putLong(40, size).putLong(48, size);
    Geometry geometry = Geometry.of(size / SECTOR);
    footer.putShort(56, (short) geometry.cylinders());
    footer.put(58, (byte) geometry.heads()).put(59, (byte) geometry.sectors());
    footer.putInt(60, type);
    footer.put(68, DiskSum.guid(sum, 0));
    return summed(footer, 64);
  }

  private static byte[] dynamicHeader(int entries) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    put(header, 0, "cxsparse");
    header.putLong(8, -1);
    header.putLong(16, TABLE_AT);
    header.putInt(24, 0x10000);
    header.putInt(28, entries);
    header.putInt(32, BLOCK);
    return summed(header, 36);
  }

  private static void put(ByteBuffer to, int at, String text) {
    to.put(at, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The complement of the sum of all bytes, in which the sum itself counts as zero. */
  private static byte[] summed(ByteBuffer bytes, int at) {
    int sum = 0;
    for (byte each : bytes.array()) {
      sum += each & 0xff;
    }
    return bytes.putInt(at, ~sum).array();
  }
}
