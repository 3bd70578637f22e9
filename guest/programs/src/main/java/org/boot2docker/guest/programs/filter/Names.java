package org.boot2docker.guest.programs.filter;

/** The functions' names: most functions have the one that follows those before them. */
final class Names {
  private static final int NEXT = 0;

  private final byte[] names;
  private int next;

  Names(byte[] names) {
    this.names = names;
  }

  /** What stands for an offset; none of them is -1. */
  int token(int offset) {
    int token = offset == next ? NEXT : offset + 1;
    seen(offset);
    return token;
  }

  int offset(int token) {
    int offset = token == NEXT ? next : token - 1;
    seen(offset);
    return offset;
  }

  private void seen(int offset) {
    if (offset >= next && offset < names.length) {
      int end = offset;
      while (end < names.length && names[end] != 0) {
        end++;
      }
      next = end + 1;
    }
  }
}
