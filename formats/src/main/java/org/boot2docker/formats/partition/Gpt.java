package org.boot2docker.formats.partition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * A GUID partition table of 128 entries, as UEFI 2.10 section 5.3 defines it.
 *
 * <p>A value: it says what is to be written where, and {@link #read} what a disk holds.
 */
public final class Gpt {
  /** What the header, sector 1 of the disk, begins with. */
  public static final byte[] SIGNATURE = "EFI PART".getBytes(StandardCharsets.US_ASCII);

  /** Where the entries usually begin, in sectors. */
  public static final long ENTRIES_AT = 2;

  /** The sector of the primary header. */
  public static final long PRIMARY = 1;

  private static final int ENTRIES = 128;
  private static final int ENTRY_BYTES = 128;
  private static final int ARRAY_BYTES = ENTRIES * ENTRY_BYTES;
  private static final int HEADER_BYTES = 92;
  private static final int HEADER_CRC = 16;
  private static final int REVISION = 0x00010000;
  private static final int FIRST = 32;
  private static final int LAST = 40;
  private static final int NAME = 56;

  private final int sectorSize;
  private final long sectors;
  private final Guid disk;
  private final long firstUsable;
  private final long entriesAt;
  private final byte[] entries;

  private Gpt(
      int sectorSize, long sectors, Guid disk, long firstUsable, long entriesAt, byte[] entries) {
    this.sectorSize = sectorSize;
    this.sectors = sectors;
    this.disk = disk;
    this.firstUsable = firstUsable;
    this.entriesAt = entriesAt;
    this.entries = entries;
  }

  /** A table without partitions, for a disk of so many sectors of 512 or 4096 bytes. */
  public static Gpt empty(int sectorSize, long sectors, Guid guid) {
    return empty(sectorSize, sectors, guid, ENTRIES_AT + ARRAY_BYTES / sectorSize);
  }

  /**
   * The same, for a disk that has something else in its first sectors, too.
   *
   * @param firstUsable the first sector that a partition may have
   */
  public static Gpt empty(int sectorSize, long sectors, Guid guid, long firstUsable) {
    return new Gpt(sectorSize, sectors, guid, firstUsable, ENTRIES_AT, new byte[ARRAY_BYTES]);
  }

  /** Where a table is read from. */
  @FunctionalInterface
  public interface Source {
    /** The bytes from an offset on. */
    byte[] read(long offset, int length);
  }

  /**
   * The primary table of a disk; nothing unless all its sums are right.
   *
   * @param bytes the size of the disk
   * @param size of a sector
   */
  public static Optional<Gpt> read(Source disk, long bytes, int size) {
    byte[] header = disk.read(size, size);
    long at = LittleEndian.get(header, 72, 8);
    boolean usual =
        Arrays.equals(Arrays.copyOf(header, SIGNATURE.length), SIGNATURE)
            && LittleEndian.get(header, 12, 4) == HEADER_BYTES
            && LittleEndian.get(header, HEADER_CRC, 4) == headerSum(header)
            && LittleEndian.get(header, 24, 8) == PRIMARY
            && LittleEndian.get(header, 80, 4) == ENTRIES
            && LittleEndian.get(header, 84, 4) == ENTRY_BYTES
            && at >= ENTRIES_AT
            && at < bytes / size - ARRAY_BYTES / size;
    if (!usual) {
      return Optional.empty();
    }
    byte[] entries = disk.read(at * size, ARRAY_BYTES);
    if (LittleEndian.get(header, 88, 4) != sum(entries, ARRAY_BYTES)) {
      return Optional.empty();
    }
    Guid guid = new Guid(LittleEndian.get(header, 56, 8), LittleEndian.get(header, 64, 8));
    long sectors = LittleEndian.get(header, 32, 8) + 1;
    long usable = LittleEndian.get(header, 40, 8);
    return Optional.of(new Gpt(size, sectors, guid, usable, at, entries));
  }

  /** With a partition added or replaced; sectors are counted from the disk's beginning. */
  public Gpt with(int number, Guid type, Guid own, long first, long last, String name) {
    byte[] changed = Arrays.copyOf(entries, ARRAY_BYTES);
    int at = entry(number);
    type.put(changed, at);
    own.put(changed, at + Guid.BYTES);
    LittleEndian.put(changed, at + FIRST, 8, first);
    LittleEndian.put(changed, at + LAST, 8, last);
    for (int i = 0; i < name.length(); i++) {
      LittleEndian.put(changed, at + NAME + 2 * i, 2, name.charAt(i));
    }
    return new Gpt(sectorSize, sectors, disk, firstUsable, entriesAt, changed);
  }

  /** With the last sector of a partition moved. */
  public Gpt withLast(int number, long last) {
    byte[] changed = Arrays.copyOf(entries, ARRAY_BYTES);
    LittleEndian.put(changed, entry(number) + LAST, 8, last);
    return new Gpt(sectorSize, sectors, disk, firstUsable, entriesAt, changed);
  }

  /** The same partitions on a disk of another size. */
  public Gpt on(long size) {
    return new Gpt(sectorSize, size / sectorSize, disk, firstUsable, entriesAt, entries);
  }

  /** The first sector of a partition; 0 when there is no such partition. */
  public long first(int number) {
    return LittleEndian.get(entries, entry(number) + FIRST, 8);
  }

  /** The last sector of a partition. */
  public long last(int number) {
    return LittleEndian.get(entries, entry(number) + LAST, 8);
  }

  /** The first sector that any partition has. */
  public long firstOfAll() {
    long least = Long.MAX_VALUE;
    for (int number = 1; number <= ENTRIES; number++) {
      least = first(number) > 0 ? Math.min(least, first(number)) : least;
    }
    return least;
  }

  /** Whether no partition lies behind this one. */
  public boolean isLast(int number) {
    for (int other = 1; other <= ENTRIES; other++) {
      if (first(other) > first(number)) {
        return false;
      }
    }
    return true;
  }

  /** The last sector of all partitions that begin before this one; 0 when there is none. */
  public long lastBefore(int number) {
    long last = 0;
    for (int other = 1; other <= ENTRIES; other++) {
      last = first(other) < first(number) ? Math.max(last, last(other)) : last;
    }
    return last;
  }

  /** The last sector that a partition may have. */
  public long lastUsable() {
    return sectors - 2 - entrySectors();
  }

  /** The first sector of the entries that the primary header points to. */
  public long entriesAt() {
    return entriesAt;
  }

  /** How many sectors the entries take. */
  public long entrySectors() {
    return ARRAY_BYTES / sectorSize;
  }

  /** The sector of the backup header; the backup entries end right before it. */
  public long backup() {
    return sectors - 1;
  }

  /** The array of entries, which lies twice on the disk. */
  public byte[] entries() {
    return Arrays.copyOf(entries, ARRAY_BYTES);
  }

  /** The header for sector 1, whose entries begin at a sector. */
  public byte[] primaryHeader(long entriesAt) {
    long behind = entriesAt + entrySectors();
    // Entries may wait in a gap between partitions, too.
    long usable = behind > firstOfAll() ? firstUsable : Math.max(firstUsable, behind);
    return header(PRIMARY, backup(), entriesAt, usable);
  }

  /** The header for the disk's last sector. */
  public byte[] backupHeader() {
    return header(backup(), PRIMARY, backup() - entrySectors(), firstUsable);
  }

  /** The protective MBR for sector 0, which keeps off programs that don't know this table. */
  public byte[] protectiveMbr() {
    return Mbr.protective(sectorSize, sectors);
  }

  private byte[] header(long own, long other, long entriesAt, long usable) {
    byte[] header = new byte[sectorSize];
    System.arraycopy(SIGNATURE, 0, header, 0, SIGNATURE.length);
    LittleEndian.put(header, 8, 4, REVISION);
    LittleEndian.put(header, 12, 4, HEADER_BYTES);
    LittleEndian.put(header, 24, 8, own);
    LittleEndian.put(header, 32, 8, other);
    LittleEndian.put(header, 40, 8, usable);
    LittleEndian.put(header, 48, 8, lastUsable());
    disk.put(header, 56);
    LittleEndian.put(header, 72, 8, entriesAt);
    LittleEndian.put(header, 80, 4, ENTRIES);
    LittleEndian.put(header, 84, 4, ENTRY_BYTES);
    LittleEndian.put(header, 88, 4, sum(entries, ARRAY_BYTES));
    LittleEndian.put(header, HEADER_CRC, 4, headerSum(header));
    return header;
  }

  /** The sum of a header, in which the sum itself counts as zero. */
  private static long headerSum(byte[] header) {
    byte[] copy = Arrays.copyOf(header, HEADER_BYTES);
    LittleEndian.put(copy, HEADER_CRC, 4, 0);
    return sum(copy, HEADER_BYTES);
  }

  private static long sum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  private static int entry(int number) {
    return (number - 1) * ENTRY_BYTES;
  }
}
