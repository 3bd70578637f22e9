package org.boot2docker.formats.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.formats.file.AtomicFile;

/**
 * Writes a disk as VMDK of the type streamOptimized (VMware's "Virtual Disk Format 5.0"), which is
 * what an OVA has.
 *
 * <p>Grains are stored in zlib's format without being compressed: kernel and initramfs are
 * compressed already, and what zlib makes of bytes depends on its version.
 */
final class VmdkWriter {
  private static final int SECTOR = DiskContent.SECTOR;
  private static final int GRAIN_SECTORS = 128;
  private static final int GRAIN = GRAIN_SECTORS * SECTOR;
  private static final int TABLE_ENTRIES = 512;
  private static final int TABLE_SECTORS = TABLE_ENTRIES * Integer.BYTES / SECTOR;
  private static final int DESCRIPTOR_SECTORS = 20;

  /** Sectors before the first grain. */
  private static final int OVERHEAD = 128;

  private static final int TABLE_MARKER = 1;
  private static final int DIRECTORY_MARKER = 2;
  private static final int FOOTER_MARKER = 3;

  /** The directory's place is in the footer. */
  private static final long AT_END = -1;

  private final DiskFile out;
  private final DiskContent disk;
  private final int[] directory;
  private final CRC32 sum = new CRC32();
  private byte[] table = new byte[TABLE_ENTRIES * Integer.BYTES];
  private int tableNumber = -1;
  private long end = OVERHEAD;

  private VmdkWriter(DiskContent disk, DiskFile out) {
    this.disk = disk;
    this.out = out;
    long grains = (disk.size() + GRAIN - 1) / GRAIN;
    directory = new int[(int) ((grains + TABLE_ENTRIES - 1) / TABLE_ENTRIES)];
  }

  static void write(DiskContent disk, Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    AtomicFile.sparse(file, channel -> new VmdkWriter(disk, new DiskFile(channel)).write(name));
  }

  private void write(String name) throws IOException {
    disk.chunks(GRAIN, this::writeGrain);
    writeTable();
    long directoryAt = writeDirectory();
    marker(1, FOOTER_MARKER);
    out.put(end++ * SECTOR, header(directoryAt));
    out.put(end * SECTOR, new byte[SECTOR]); // The marker of the stream's end.
    out.put(0, header(AT_END));
    out.put(SECTOR, descriptor(name));
  }

  private void writeGrain(long number, byte[] bytes) throws IOException {
    int next = (int) (number / TABLE_ENTRIES);
    if (next != tableNumber) {
      writeTable();
      tableNumber = next;
    }
    LittleEndian.put(table, (int) (number % TABLE_ENTRIES) * Integer.BYTES, 4, end);
    sum.update(bytes);
    byte[] stored = StoredZlib.of(bytes);
    FieldWriter grain = new FieldWriter().le64(number * GRAIN_SECTORS).le32(stored.length);
    append(grain.bytes(stored).toBytes());
  }

  /** Those of the grains before it. */
  private void writeTable() throws IOException {
    if (tableNumber >= 0) {
      marker(TABLE_SECTORS, TABLE_MARKER);
      directory[tableNumber] = (int) end;
      append(table);
      table = new byte[table.length];
    }
  }

  private long writeDirectory() throws IOException {
    FieldWriter entries = new FieldWriter();
    for (int place : directory) {
      entries.le32(place);
    }
    byte[] bytes = entries.toBytes();
    marker((bytes.length + SECTOR - 1) / SECTOR, DIRECTORY_MARKER);
    long at = end;
    append(bytes);
    return at;
  }

  private void marker(long sectors, int type) throws IOException {
    append(new FieldWriter().le64(sectors).le32(0).le32(type).zerosTo(SECTOR).toBytes());
  }

  /** Writes whole sectors. */
  private void append(byte[] bytes) throws IOException {
    out.put(end * SECTOR, bytes);
    end += (bytes.length + SECTOR - 1) / SECTOR;
    out.extend(end * SECTOR);
  }

  private byte[] header(long directoryAt) {
    FieldWriter fields = new FieldWriter().ascii("KDMV").le32(3);
    fields.le32(0x30001); // Markers, compressed grains, and a test of line ends.
    fields.le64(disk.size() / SECTOR).le64(GRAIN_SECTORS);
    fields.le64(1).le64(DESCRIPTOR_SECTORS);
    fields.le32(TABLE_ENTRIES).le64(0).le64(directoryAt).le64(OVERHEAD);
    fields.u8(0).ascii("\n \r\n").le16(1);
    return fields.zerosTo(SECTOR).toBytes();
  }

  private byte[] descriptor(String name) {
    long sectors = disk.size() / SECTOR;
    Geometry geometry = Geometry.of(sectors);
    String template =
        """
        # Disk DescriptorFile
        version=1
        CID=%08x
        parentCID=ffffffff
        createType="streamOptimized"

        # Extent description
        RW %d SPARSE "%s"

        # The Disk Data Base
        #DDB

        ddb.virtualHWVersion = "4"
        ddb.adapterType = "lsilogic"
        ddb.geometry.cylinders = "%d"
        ddb.geometry.heads = "%d"
        ddb.geometry.sectors = "%d"
        """;
    String text =
        String.format(
            Locale.ROOT,
            template,
            // ffffffff stands for no disk.
            sum.getValue() & 0x7fffffffL,
            sectors,
            name,
            geometry.cylinders(),
            geometry.heads(),
            geometry.sectors());
    return new FieldWriter().ascii(text, DESCRIPTOR_SECTORS * SECTOR, '\0').toBytes();
  }

  /** RFC 1950 and 1951, with blocks that are stored as they are. */
  static final class StoredZlib {
    private static final int MOST = 65535;

    private StoredZlib() {}

    static byte[] of(byte[] bytes) {
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      stored.writeBytes(new byte[] {0x78, 0x01});
      for (int at = 0; at < bytes.length; at += MOST) {
        int length = Math.min(MOST, bytes.length - at);
        boolean last = at + length == bytes.length;
        stored.writeBytes(new FieldWriter().u8(last ? 1 : 0).le16(length).le16(~length).toBytes());
        stored.write(bytes, at, length);
      }
      java.util.zip.Adler32 adler = new java.util.zip.Adler32();
      adler.update(bytes);
      stored.writeBytes(new FieldWriter().be32(adler.getValue()).toBytes());
      return stored.toByteArray();
    }
  }
}
