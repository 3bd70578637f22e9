package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/** The fields of all functions, one column after the other; each is read or written in order. */
final class Columns {
  static final int VALUES = 0;
  static final int FLAGS = 1;
  static final int ENTRY = 2;
  static final int NAME = 3;
  static final int ARGUMENTS = 4;
  static final int DEFER_RETURN = 5;
  static final int TABLES = 6;
  static final int UNIT = 9;
  static final int START_LINE = 10;

  private static final int FIXED = 11;
  private static final int NUMBER = 4;

  /** Programs have five kinds of values and eight of data. */
  private static final int MAX = 16;

  private final byte[] bytes;
  private final int[] next = new int[FIXED + 2 * MAX];

  /** Columns that begin where the array does, for functions with so many values and flags. */
  Columns(byte[] bytes, int[] values, int[] flags) throws IOException {
    this.bytes = bytes;
    int[] counts = new int[next.length];
    for (int i = 0; i < values.length; i++) {
      count(values[i], FIXED, counts);
      count(FunctionRow.data(flags[i]), FIXED + MAX, counts);
    }
    for (int i = 0; i < FIXED; i++) {
      counts[i] = values.length;
    }
    // The list of functions ends with the address after the last one.
    counts[ENTRY]++;
    for (int i = 1; i < next.length; i++) {
      next[i] = next[i - 1] + NUMBER * counts[i - 1];
    }
  }

  private static void count(int number, int from, int[] counts) throws IOException {
    if (number < 0 || number > MAX) {
      throw new IOException("a function with " + number + " tables");
    }
    for (int i = 0; i < number; i++) {
      counts[from + i]++;
    }
  }

  static int values(int index) {
    return FIXED + index;
  }

  static int data(int index) {
    return FIXED + MAX + index;
  }

  /** So many numbers in a row, from a byte on. */
  static int[] read(byte[] bytes, int from, int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = LittleEndian.get32(bytes, from + NUMBER * i);
    }
    return numbers;
  }

  int get(int column) {
    int value = LittleEndian.get32(bytes, next[column]);
    next[column] += NUMBER;
    return value;
  }

  void put(int column, int value) {
    LittleEndian.put32(bytes, next[column], value);
    next[column] += NUMBER;
  }
}
