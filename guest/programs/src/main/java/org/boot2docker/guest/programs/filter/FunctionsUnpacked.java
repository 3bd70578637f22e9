package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/** The list of functions made from its columns. */
final class FunctionsUnpacked {
  private final int functions;
  private final Names names;
  private final ValueTablesJoin tables;
  private final byte[] list;
  private final Columns columns;

  /** Reads columns, and puts the tables together that the list points to. */
  FunctionsUnpacked(byte[] packed, int functions, Names names, ValueTablesJoin tables)
      throws IOException {
    this.functions = functions;
    this.names = names;
    this.tables = tables;
    this.list = new byte[packed.length];
    // The first two columns say how long the others are.
    int[] values = Columns.read(packed, 0, functions);
    int[] flags = Columns.read(packed, 4 * functions, functions);
    this.columns = new Columns(packed, values, flags);
  }

  byte[] bytes() {
    int at = 8 * functions + 4;
    int entry = 0;
    int line = 0;
    for (int i = 0; i < functions; i++) {
      int row = FunctionRow.aligned(at);
      entry += columns.get(Columns.ENTRY);
      line += columns.get(Columns.START_LINE);
      put(8 * i, entry);
      put(8 * i + 4, row);
      put(row + FunctionRow.ENTRY, entry);
      put(row + FunctionRow.START_LINE, line);
      at = unpack(row);
    }
    put(8 * functions, entry + columns.get(Columns.ENTRY));
    return list;
  }

  private int unpack(int row) {
    int values = columns.get(Columns.VALUES);
    int flags = columns.get(Columns.FLAGS);
    put(row + FunctionRow.VALUES, values);
    put(row + FunctionRow.FLAGS, flags);
    put(row + FunctionRow.NAME, names.offset(columns.get(Columns.NAME)));
    put(row + FunctionRow.ARGUMENTS, columns.get(Columns.ARGUMENTS));
    put(row + FunctionRow.DEFER_RETURN, columns.get(Columns.DEFER_RETURN));
    put(row + FunctionRow.UNIT, columns.get(Columns.UNIT));
    for (int kind = 0; kind < 3; kind++) {
      put(
          row + FunctionRow.STACK + 4 * kind,
          tables.offset(kind, columns.get(Columns.TABLES + kind)));
    }
    int at = row + FunctionRow.SIZE;
    for (int i = 0; i < values; i++) {
      int kind = ValueTables.inOrder(i, values);
      put(at + 4 * kind, tables.offset(3 + kind, columns.get(Columns.values(kind))));
    }
    at += 4 * values;
    for (int i = 0; i < FunctionRow.data(flags); i++) {
      put(at, columns.get(Columns.data(i)));
      at += 4;
    }
    return at;
  }

  private void put(int at, int value) {
    LittleEndian.put32(list, at, value);
  }
}
