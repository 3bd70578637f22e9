package org.boot2docker.guest.programs.filter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Takes the tables of values apart: by kind, and values from addresses. */
final class ValueTablesSplit {
  private final byte[] tables;
  private final ByteArrayOutputStream[] streams = new ByteArrayOutputStream[2 * ValueTables.KINDS];
  private int next = ValueTables.FIRST;

  ValueTablesSplit(byte[] tables) {
    this.tables = tables;
    for (int i = 0; i < streams.length; i++) {
      streams[i] = new ByteArrayOutputStream();
    }
  }

  /** What stands for an offset. */
  int take(int kind, int offset) throws IOException {
    if (offset == 0) {
      return ValueTables.NONE;
    }
    if (offset == next) {
      split(streams[2 * kind], streams[2 * kind + 1]);
      return ValueTables.NEXT;
    }
    if (offset < 0 || offset > next) {
      throw new IOException("a table of values at " + offset + " where " + next + " comes next");
    }
    return offset + 1;
  }

  private void split(ByteArrayOutputStream values, ByteArrayOutputStream addresses) {
    boolean first = true;
    while (first || tables[next] != 0) {
      first = false;
      number(values);
      number(addresses);
    }
    number(values);
  }

  private void number(ByteArrayOutputStream to) {
    int start = next;
    while (tables[next] < 0) {
      next++;
    }
    next++;
    to.write(tables, start, next - start);
  }

  int length(int stream) {
    return streams[stream].size();
  }

  /** All streams, before them what is before the first table, after them what no function uses. */
  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(tables.length);
    all.write(tables, 0, ValueTables.FIRST);
    for (ByteArrayOutputStream stream : streams) {
      byte[] bytes = stream.toByteArray();
      all.write(bytes, 0, bytes.length);
    }
    all.write(tables, next, tables.length - next);
    return all.toByteArray();
  }
}
