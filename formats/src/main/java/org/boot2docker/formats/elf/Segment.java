package org.boot2docker.formats.elf;

/**
 * Elf64_Phdr, as far as it is needed.
 *
 * @param type p_type
 * @param offset first byte in the file
 * @param address where it is in memory
 * @param size bytes in the file
 */
record Segment(int type, long offset, long address, long size) {
  static final int LOAD = 1;
  static final int DYNAMIC = 2;
  static final int INTERPRETER = 3;

  boolean holds(long otherAddress) {
    return otherAddress >= address && otherAddress - address < size;
  }
}
