package org.boot2docker.guest.programs.filter;

/** Where the fields of a function are (Go's _func in runtime/runtime2.go), each of four bytes. */
final class FunctionRow {
  static final int ENTRY = 0;
  static final int NAME = 4;
  static final int ARGUMENTS = 8;
  static final int DEFER_RETURN = 12;

  /** The first of three: its tables of the stack's depth, of files and of lines. */
  static final int STACK = 16;

  static final int VALUES = 28;
  static final int UNIT = 32;
  static final int START_LINE = 36;
  static final int FLAGS = 40;

  /** Then come the offsets of its tables of values, and those of its data. */
  static final int SIZE = 44;

  private static final int ALIGNMENT = 8;

  private FunctionRow() {}

  /** The number of its pieces of data is the highest byte. */
  static int data(int flags) {
    return flags >>> 24;
  }

  static int aligned(int at) {
    return (at + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
