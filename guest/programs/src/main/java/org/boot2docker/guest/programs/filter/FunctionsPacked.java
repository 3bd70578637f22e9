package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/** The list of functions as columns. */
final class FunctionsPacked {
  private final byte[] list;
  private final int functions;
  private final Names names;
  private final ValueTablesSplit tables;
  private final byte[] packed;
  private final Columns columns;

  /** Reads a list, and takes the tables apart that it points to. */
  FunctionsPacked(byte[] list, int functions, Names names, ValueTablesSplit tables)
      throws IOException {
    this.list = list;
    this.functions = functions;
    this.names = names;
    this.tables = tables;
    this.packed = new byte[list.length];
    int[] values = new int[functions];
    int[] flags = new int[functions];
    for (int i = 0; i < functions; i++) {
      values[i] = get(row(i) + FunctionRow.VALUES);
      flags[i] = get(row(i) + FunctionRow.FLAGS);
    }
    this.columns = new Columns(packed, values, flags);
  }

  /** The columns; at their end are zeros, for the list holds some things twice. */
  byte[] bytes() throws IOException {
    int at = 8 * functions + 4;
    int entry = 0;
    int line = 0;
    for (int i = 0; i < functions; i++) {
      int row = row(i);
      if (row != FunctionRow.aligned(at) || get(row) != get(8 * i)) {
        throw new IOException("function " + i + " is not where the one before it ends");
      }
      columns.put(Columns.ENTRY, get(row) - entry);
      columns.put(Columns.START_LINE, get(row + FunctionRow.START_LINE) - line);
      entry = get(row);
      line = get(row + FunctionRow.START_LINE);
      at = pack(row);
    }
    columns.put(Columns.ENTRY, get(8 * functions) - entry);
    return packed;
  }

  private int pack(int row) throws IOException {
    int values = get(row + FunctionRow.VALUES);
    int flags = get(row + FunctionRow.FLAGS);
    columns.put(Columns.VALUES, values);
    columns.put(Columns.FLAGS, flags);
    columns.put(Columns.NAME, names.token(get(row + FunctionRow.NAME)));
    columns.put(Columns.ARGUMENTS, get(row + FunctionRow.ARGUMENTS));
    columns.put(Columns.DEFER_RETURN, get(row + FunctionRow.DEFER_RETURN));
    columns.put(Columns.UNIT, get(row + FunctionRow.UNIT));
    for (int kind = 0; kind < 3; kind++) {
      columns.put(
          Columns.TABLES + kind, tables.take(kind, get(row + FunctionRow.STACK + 4 * kind)));
    }
    int at = row + FunctionRow.SIZE;
    for (int i = 0; i < values; i++) {
      int kind = ValueTables.inOrder(i, values);
      columns.put(Columns.values(kind), tables.take(3 + kind, get(at + 4 * kind)));
    }
    at += 4 * values;
    for (int i = 0; i < FunctionRow.data(flags); i++) {
      columns.put(Columns.data(i), get(at));
      at += 4;
    }
    return at;
  }

  private int row(int function) {
    return get(8 * function + 4);
  }

  private int get(int at) {
    return LittleEndian.get32(list, at);
  }
}
