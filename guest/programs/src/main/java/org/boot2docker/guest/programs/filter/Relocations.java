package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * The relocations of a position-independent program (Elf64_Rela: address, kind and addend of eight
 * bytes each). They become columns: distances between addresses, kinds, addends. Go's linker writes
 * each addend into the place that it is for as well, so what is left of the addend is nearly always
 * nothing.
 *
 * @param offset of the table in the file
 * @param length of the table in bytes, a multiple of 24
 * @param dataOffset where the bytes are in the file that most relocations are for
 * @param dataLength how many these are
 * @param dataAddress their address in memory
 */
record Relocations(long offset, long length, long dataOffset, long dataLength, long dataAddress)
    implements Filter {
  static final String NAME = "relocations";

  private static final int ENTRY = 24;
  private static final int COLUMN = 8;

  @Override
  public void apply(ProgramBytes program) throws IOException {
    byte[] table = program.read(offset, (int) length);
    byte[] data = program.read(dataOffset, (int) dataLength);
    byte[] columns = new byte[table.length];
    int count = table.length / ENTRY;
    long before = 0;
    for (int i = 0; i < count; i++) {
      long address = LittleEndian.get(table, i * ENTRY, COLUMN);
      put(columns, i, count, 0, address - before);
      put(columns, i, count, 1, LittleEndian.get(table, i * ENTRY + COLUMN, COLUMN));
      long addend = LittleEndian.get(table, i * ENTRY + 2 * COLUMN, COLUMN);
      put(columns, i, count, 2, addend - content(data, address));
      before = address;
    }
    program.write(offset, columns, columns.length);
  }

  @Override
  public void undo(ProgramBytes program) throws IOException {
    byte[] columns = program.read(offset, (int) length);
    byte[] data = program.read(dataOffset, (int) dataLength);
    byte[] table = new byte[columns.length];
    int count = table.length / ENTRY;
    long address = 0;
    for (int i = 0; i < count; i++) {
      address += get(columns, i, count, 0);
      LittleEndian.put(table, i * ENTRY, COLUMN, address);
      LittleEndian.put(table, i * ENTRY + COLUMN, COLUMN, get(columns, i, count, 1));
      long addend = get(columns, i, count, 2) + content(data, address);
      LittleEndian.put(table, i * ENTRY + 2 * COLUMN, COLUMN, addend);
    }
    program.write(offset, table, table.length);
  }

  @Override
  public String line() {
    return NAME
        + " "
        + offset
        + " "
        + length
        + " "
        + dataOffset
        + " "
        + dataLength
        + " "
        + dataAddress;
  }

  /** What the program holds at an address; 0 where that is not known. */
  private long content(byte[] data, long address) {
    long at = address - dataAddress;
    return at < 0 || at > data.length - COLUMN ? 0 : LittleEndian.get(data, (int) at, COLUMN);
  }

  /** Low and high halves are columns of their own. */
  private static void put(byte[] columns, int row, int count, int column, long value) {
    int low = 4 * (2 * column * count + row);
    LittleEndian.put32(columns, low, (int) value);
    LittleEndian.put32(columns, low + 4 * count, (int) (value >> 32));
  }

  private static long get(byte[] columns, int row, int count, int column) {
    int low = 4 * (2 * column * count + row);
    return LittleEndian.get32(columns, low) & 0xFFFFFFFFL
        | (long) LittleEndian.get32(columns, low + 4 * count) << 32;
  }
}
