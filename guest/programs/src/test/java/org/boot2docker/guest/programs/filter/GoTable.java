package org.boot2docker.guest.programs.filter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A small table of functions as Go's linker lays it out: names, tables of values, the list. */
final class GoTable {
  private static final int HEADER = 72;

  private final int functions;
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private final ByteBuffer list;

  /** A table of so many functions; each has up to five tables and four pieces of data. */
  GoTable(int functions) {
    this.functions = functions;
    this.list = ByteBuffer.allocate(100 * functions + 8).order(ByteOrder.LITTLE_ENDIAN);
    tables.write(0);
    list.position(8 * functions + 4);
    for (int i = 0; i < functions; i++) {
      function(i);
    }
    list.putInt(8 * functions, 0x40 * functions);
  }

  private void function(int index) {
    list.position(FunctionRow.aligned(list.position()));
    list.putInt(8 * index, 0x40 * index);
    list.putInt(8 * index + 4, list.position());
    int values = index % 6;
    int data = index % 5;
    list.putInt(0x40 * index).putInt(name(index)).putInt(8).putInt(0);
    list.putInt(table(index)).putInt(index % 3 == 0 ? 1 : table(index)).putInt(table(index));
    list.putInt(values).putInt(index / 7).putInt(10 * index % 97).putInt(data << 24 | 2);
    int first = list.position();
    list.position(first + 4 * values);
    int[] order = values > 2 ? new int[] {0, 1, 3, 4, 2} : new int[] {0, 1};
    for (int kind : order) {
      if (kind < values) {
        list.putInt(first + 4 * kind, kind == 1 ? 0 : table(index + kind));
      }
    }
    for (int i = 0; i < data; i++) {
      list.putInt(i == 1 ? -1 : 12 * index + i);
    }
  }

  private int name(int index) {
    int at = names.size();
    names.writeBytes(
        ("main.function" + index + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    return at;
  }

  private int table(int seed) {
    int at = tables.size();
    // The first difference may be 0; numbers from 128 on take two bytes.
    tables.writeBytes(new byte[] {0, 5, 2, (byte) (0x80 | seed & 0x7f), 1});
    for (int i = 0; i < seed % 4; i++) {
      tables.writeBytes(new byte[] {(byte) (1 + i), (byte) (1 + seed % 100)});
    }
    tables.write(0);
    return at;
  }

  int listLength() {
    return list.position();
  }

  /** The section, with some bytes before and after it. */
  byte[] program(int offset) {
    int pc = HEADER + names.size();
    int start = FunctionRow.aligned(pc + tables.size());
    ByteBuffer all = ByteBuffer.allocate(offset + start + list.position() + 100);
    all.order(ByteOrder.LITTLE_ENDIAN).position(offset);
    all.putLong(0x08010000_FFFFFFF1L).putLong(functions).putLong(0).putLong(0x401000);
    all.putLong(HEADER).putLong(pc).putLong(pc).putLong(pc).putLong(start);
    all.put(names.toByteArray()).put(tables.toByteArray());
    all.position(offset + start);
    all.put(list.array(), 0, list.position());
    while (all.hasRemaining()) {
      all.put((byte) 0x55);
    }
    return all.array();
  }
}
