package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * Go's table of functions: a list of functions, each with the offsets of its name, tables and data,
 * and the tables of values that most offsets lead to. It becomes columns, one a field; offsets that
 * follow from what came before are left out; the tables are taken apart.
 *
 * @param offset of the section .gopclntab in the file
 * @param length of the list of functions in bytes
 */
record FunctionTables(long offset, long length) implements Filter {
  static final String NAME = "functions";

  private static final int LENGTHS = 4 * 2 * ValueTables.KINDS;

  /** Finds the list's length in a program that no filter has changed. */
  static FunctionTables find(ProgramBytes program, long offset) throws IOException {
    GoHeader header = GoHeader.read(program, offset);
    long last = header.list() + 8L * (header.functions() - 1) + 4;
    int row = LittleEndian.get32(program.read(last, 4), 0);
    byte[] function = program.read(header.list() + row, FunctionRow.SIZE);
    int tables =
        LittleEndian.get32(function, FunctionRow.VALUES)
            + FunctionRow.data(LittleEndian.get32(function, FunctionRow.FLAGS));
    return new FunctionTables(offset, row + FunctionRow.SIZE + 4L * tables);
  }

  @Override
  public void apply(ProgramBytes program) throws IOException {
    try {
      pack(program, GoHeader.read(program, offset));
    } catch (IndexOutOfBoundsException e) {
      throw damaged(e);
    }
  }

  @Override
  public void undo(ProgramBytes program) throws IOException {
    try {
      unpack(program, GoHeader.read(program, offset));
    } catch (IndexOutOfBoundsException e) {
      throw damaged(e);
    }
  }

  private IOException damaged(IndexOutOfBoundsException e) {
    return new IOException("the table of functions at offset " + offset + " is damaged", e);
  }

  private void pack(ProgramBytes program, GoHeader header) throws IOException {
    byte[] list = program.read(header.list(), (int) length);
    ValueTablesSplit tables =
        new ValueTablesSplit(program.read(header.tables(), header.tablesLength()));
    Names names = new Names(program.read(header.names(), header.namesLength()));
    byte[] packed = new FunctionsPacked(list, header.functions(), names, tables).bytes();
    for (int i = 0; i < 2 * ValueTables.KINDS; i++) {
      LittleEndian.put32(packed, packed.length - LENGTHS + 4 * i, tables.length(i));
    }
    program.write(header.list(), packed, packed.length);
    program.write(header.tables(), tables.bytes(), header.tablesLength());
  }

  private void unpack(ProgramBytes program, GoHeader header) throws IOException {
    byte[] packed = program.read(header.list(), (int) length);
    int[] lengths = Columns.read(packed, packed.length - LENGTHS, 2 * ValueTables.KINDS);
    ValueTablesJoin tables =
        new ValueTablesJoin(program.read(header.tables(), header.tablesLength()), lengths);
    Names names = new Names(program.read(header.names(), header.namesLength()));
    byte[] list = new FunctionsUnpacked(packed, header.functions(), names, tables).bytes();
    program.write(header.list(), list, list.length);
    program.write(header.tables(), tables.tables(), header.tablesLength());
  }

  @Override
  public String line() {
    return NAME + " " + offset + " " + length;
  }
}
