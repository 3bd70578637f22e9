package org.boot2docker.guest.programs.filter;

/**
 * What the two directions share of Go's tables of values: each is a sequence of a difference
 * between values and a difference between addresses, as numbers of 7 bits a byte, and ends with a
 * difference of 0. They lie one after the other, in the order in which functions first use them.
 */
final class ValueTables {
  /** Tables by what their values are: stack, file, line, and 13 kinds that the compiler numbers. */
  static final int KINDS = 16;

  /** No table is at offset 0: there it says that there is none. */
  static final int FIRST = 1;

  /** Instead of an offset: no table. */
  static final int NONE = 0;

  /** Instead of an offset: the next table that no function has used before. */
  static final int NEXT = 1;

  /** Of the compiler's kinds, the linker writes the one of inlined calls last. */
  private static final int INLINED = 2;

  private ValueTables() {}

  /** The compiler's kinds in the order in which the linker writes them, of so many. */
  static int inOrder(int index, int count) {
    if (count <= INLINED || index < INLINED) {
      return index;
    }
    return index == count - 1 ? INLINED : index + 1;
  }
}
