package org.boot2docker.formats.partition;

import org.boot2docker.formats.bytes.LittleEndian;

/**
 * The table of four partitions in a master boot record, sector 0 of a disk. Partitions are counted
 * from 1; places and lengths are in sectors, and have 32 bits.
 */
public final class Mbr {
  /** Where the table begins, in bytes. */
  public static final int TABLE = 446;

  /** The size of an entry in bytes. */
  public static final int ENTRY_BYTES = 16;

  /** How many there are. */
  public static final int ENTRIES = 4;

  /** The highest number that an entry holds. */
  public static final long MOST = 0xffffffffL;

  /** The type that stands for a disk with a GUID partition table. */
  public static final int PROTECTIVE = 0xee;

  /** The type of an EFI system partition. */
  public static final int EFI_SYSTEM = 0xef;

  private static final int SIGNATURE = 510;
  private static final int FIRST_CHS = 1;
  private static final int TYPE = 4;
  private static final int LAST_CHS = 5;
  private static final int FIRST = 8;
  private static final int COUNT = 12;

  /** Heads, sectors and cylinders, of which nobody reads more than that they are too few. */
  private static final int NO_CHS = 0xffffff;

  private Mbr() {}

  /** Whether the sector ends with the signature 55 AA. */
  public static boolean isSigned(byte[] sector) {
    return sector[SIGNATURE] == 0x55 && sector[SIGNATURE + 1] == (byte) 0xaa;
  }

  /** The type of a partition, 0 when there is none. */
  public static int type(byte[] sector, int number) {
    return sector[entry(number) + TYPE] & 0xff;
  }

  /** The first sector of a partition. */
  public static long first(byte[] sector, int number) {
    return LittleEndian.get(sector, entry(number) + FIRST, 4);
  }

  /** How many sectors a partition has. */
  public static long count(byte[] sector, int number) {
    return LittleEndian.get(sector, entry(number) + COUNT, 4);
  }

  /** Gives a partition another length; its end is then given in sectors only. */
  public static void resize(byte[] sector, int number, long count) {
    LittleEndian.put(sector, entry(number) + COUNT, 4, count);
    LittleEndian.put(sector, entry(number) + LAST_CHS, 3, 0xfffffe);
  }

  /** The protective MBR of a disk with a GUID partition table (UEFI 2.10, section 5.2.3). */
  public static byte[] protective(int sectorSize, long sectors) {
    byte[] sector = new byte[sectorSize];
    LittleEndian.put(sector, entry(1) + FIRST_CHS, 3, 0x000200);
    sector[entry(1) + TYPE] = (byte) PROTECTIVE;
    LittleEndian.put(sector, entry(1) + LAST_CHS, 3, NO_CHS);
    LittleEndian.put(sector, entry(1) + FIRST, 4, 1);
    setProtectedSectors(sector, sectors);
    sector[SIGNATURE] = 0x55;
    sector[SIGNATURE + 1] = (byte) 0xaa;
    return sector;
  }

  /** Says in a protective MBR how many sectors the disk has. */
  public static void setProtectedSectors(byte[] sector, long sectors) {
    LittleEndian.put(sector, entry(1) + COUNT, 4, Math.min(sectors - 1, MOST));
  }

  private static int entry(int number) {
    return TABLE + (number - 1) * ENTRY_BYTES;
  }
}
