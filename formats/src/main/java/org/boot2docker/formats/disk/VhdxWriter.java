package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.partition.Guid;

/**
 * Writes a disk as VHDX (Microsoft's [MS-VHDX]): headers, an empty log, metadata, the table of
 * blocks, then the blocks that are not zeros, each at a multiple of 1 MiB.
 */
final class VhdxWriter {
  private static final int MIB = 1 << 20;
  private static final int BLOCK = MIB;
  private static final int HEADER_BYTES = 4096;
  private static final int TABLE_BYTES = 1 << 16;
  private static final List<Integer> HEADERS = List.of(1 << 16, 2 << 16);
  private static final List<Integer> REGION_TABLES = List.of(3 << 16, 4 << 16);
  private static final int LOG = MIB;
  private static final int METADATA = 2 * MIB;
  private static final int BAT = 3 * MIB;

  /** So many blocks come before an entry for their bitmap, which only differencing disks have. */
  private static final int CHUNK_RATIO = (int) ((1L << 23) * DiskContent.SECTOR / BLOCK);

  private static final int FULLY_PRESENT = 6;
  private static final int REQUIRED = 4;
  private static final int OF_DISK = 2;

  private static final Guid BAT_REGION = Guid.parse("2dc27766-f623-4200-9d64-115e9bfd4a08");
  private static final Guid METADATA_REGION = Guid.parse("8b7ca206-4790-4b9a-b8fe-575f050f886e");

  private VhdxWriter() {}

  /** Something known of the disk. */
  private record Item(String guid, byte[] value, int flags) {}

  static void write(DiskContent disk, Path file) throws IOException {
    AtomicFile.sparse(file, channel -> write(disk, new DiskFile(channel)));
  }

  private static void write(DiskContent disk, DiskFile out) throws IOException {
    long blocks = (disk.size() + BLOCK - 1) / BLOCK;
    int entries = (int) (blocks + (blocks - 1) / CHUNK_RATIO);
    int batBytes = (entries * Long.BYTES + MIB - 1) / MIB * MIB;
    byte[] bat = new byte[batBytes];
    DiskSum sum = new DiskSum(disk);
    long[] end = {BAT + batBytes};
    disk.chunks(
        BLOCK,
        (number, bytes) -> {
          sum.add(number, bytes);
          int entry = (int) (number + number / CHUNK_RATIO);
          LittleEndian.put(bat, entry * Long.BYTES, Long.BYTES, end[0] | FULLY_PRESENT);
          out.put(end[0], bytes);
          end[0] += BLOCK;
        });
    byte[] id = sum.bytes();
    out.put(0, identifier());
    for (int copy = 0; copy < 2; copy++) {
      out.put(HEADERS.get(copy), header(id, copy));
      out.put(REGION_TABLES.get(copy), regions(batBytes));
    }
    out.put(METADATA, metadata(disk, id));
    out.put(BAT, bat);
    out.extend(end[0]);
  }

  private static byte[] identifier() {
    byte[] creator = "boot2docker".getBytes(StandardCharsets.UTF_16LE);
    return new FieldWriter().ascii("vhdxfile").bytes(creator).toBytes();
  }

  /** The one with the higher number counts. */
  private static byte[] header(byte[] id, int number) {
    FieldWriter fields = new FieldWriter().ascii("head").le32(0).le64(number);
    fields.bytes(DiskSum.guid(id, 0)).bytes(DiskSum.guid(id, 1));
    fields.zerosTo(64).le16(0).le16(1).le32(MIB).le64(LOG);
    return summed(fields.zerosTo(HEADER_BYTES).toBytes());
  }

  private static byte[] regions(int batBytes) {
    FieldWriter fields = new FieldWriter().ascii("regi").le32(0).le32(2).le32(0);
    fields.bytes(stored(BAT_REGION)).le64(BAT).le32(batBytes).le32(1);
    fields.bytes(stored(METADATA_REGION)).le64(METADATA).le32(MIB).le32(1);
    return summed(fields.zerosTo(TABLE_BYTES).toBytes());
  }

  private static byte[] metadata(DiskContent disk, byte[] id) {
    List<Item> items =
        List.of(
            new Item(
                "caa16737-fa36-4d43-b3b6-33f0aa44e76b",
                new FieldWriter().le32(BLOCK).le32(0).toBytes(),
                REQUIRED),
            new Item(
                "2fa54224-cd1b-4876-b211-5dbed83bf4b8",
                new FieldWriter().le64(disk.size()).toBytes(),
                REQUIRED | OF_DISK),
            new Item(
                "beca12ab-b2e6-4523-93ef-c309e000c746", DiskSum.guid(id, 0), REQUIRED | OF_DISK),
            new Item(
                "8141bf1d-a96f-4709-ba47-f233a8faab5f",
                new FieldWriter().le32(DiskContent.SECTOR).toBytes(),
                REQUIRED | OF_DISK),
            new Item(
                "cda348c7-445d-4471-9cc9-e9885251c556",
                new FieldWriter().le32(4096).toBytes(),
                REQUIRED | OF_DISK));
    FieldWriter table = new FieldWriter().ascii("metadata").le16(0).le16(items.size()).zerosTo(32);
    FieldWriter values = new FieldWriter();
    for (Item item : items) {
      table.bytes(stored(Guid.parse(item.guid()))).le32(TABLE_BYTES + values.size());
      table.le32(item.value().length).le32(item.flags()).le32(0);
      values.bytes(item.value());
    }
    return table.zerosTo(TABLE_BYTES).bytes(values.toBytes()).toBytes();
  }

  private static byte[] stored(Guid guid) {
    byte[] stored = new byte[Guid.BYTES];
    guid.put(stored, 0);
    return stored;
  }

  /** With the sum at byte 4, which counts as zero in it. */
  private static byte[] summed(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    LittleEndian.put(bytes, 4, 4, crc.getValue());
    return bytes;
  }
}
