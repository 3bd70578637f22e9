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

  private void join(int values, int addresses) {
    boolean first = true;
    while (first || streams[at[values]] != 0) {
      first = false;
      number(values);
      number(addresses);
    }
    number(values);
  }

  private void number(int stream) {
    int from = at[stream];
    while (streams[from] < 0) {
      tables[next++] = streams[from++];
    }
    tables[next++] = streams[from++];
    at[stream] = from;
  }

  byte[] tables() {
    int rest = tables.length - next;
    System.arraycopy(streams, next, tables, next, rest);
    return tables;
  }
}
