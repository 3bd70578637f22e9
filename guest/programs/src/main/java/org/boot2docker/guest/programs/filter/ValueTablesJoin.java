package org.boot2docker.guest.programs.filter;

/** Puts the tables of values together again. */
final class ValueTablesJoin {
  private final byte[] streams;
  private final byte[] tables;
  private final int[] at = new int[2 * ValueTables.KINDS];
  private int next = ValueTables.FIRST;

  ValueTablesJoin(byte[] streams, int[] lengths) {
    this.streams = streams;
    this.tables = new byte[streams.length];
    System.arraycopy(streams, 0, tables, 0, ValueTables.FIRST);
    int start = ValueTables.FIRST;
    for (int i = 0; i < at.length; i++) {
      at[i] = start;
      start += lengths[i];
    }
  }

  /** The offset that something stands for. */
  int offset(int kind, int token) {
    if (token == ValueTables.NONE) {
      return 0;
    }
    if (token != ValueTables.NEXT) {
      return token - 1;
    }
    int offset = next;
    join(2 * kind, 2 * kind + 1);
    return offset;
  }

  /** One table: numbers from two streams in turn, up to the 0 of a value that is not the first. */
  private void join(int values, int addresses) {
    int value = at[values];
    int address = at[addresses];
    int to = next;
    byte part;
    do {
      do {
        part = streams[value++];
        tables[to++] = part;
      } while (part < 0);
      do {
        part = streams[address++];
        tables[to++] = part;
      } while (part < 0);
    } while (streams[value] != 0);
    tables[to++] = streams[value++];
    at[values] = value;
    at[addresses] = address;
    next = to;
  }

  byte[] tables() {
    int rest = tables.length - next;
    System.arraycopy(streams, next, tables, next, rest);
    return tables;
  }
}
