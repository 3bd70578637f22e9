package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * The head of Go's table of functions (section .gopclntab), as Go 1.20 and later write it; see
 * pcHeader in Go's runtime/symtab.go.
 *
 * @param functions how many it lists
 * @param names where the functions' names begin in the file
 * @param namesLength their length in bytes
 * @param tables where the tables begin that give a value for each instruction
 * @param tablesLength their length in bytes
 * @param list where the list of functions begins
 */
record GoHeader(
    int functions, long names, int namesLength, long tables, int tablesLength, long list) {
  private static final int SIZE = 72;

  /** Magic number, two zeros, instructions of any length, pointers of 8 bytes. */
  private static final long MAGIC = 0x08010000_FFFFFFF1L;

  static GoHeader read(ProgramBytes program, long offset) throws IOException {
    byte[] head = program.read(offset, SIZE);
    if (number(head, 0) != MAGIC) {
      throw new IOException("no table of functions of Go 1.20 or later at offset " + offset);
    }
    long names = number(head, 32);
    long tables = number(head, 56);
    long list = number(head, 64);
    return new GoHeader(
        (int) number(head, 8),
        offset + names,
        (int) (number(head, 40) - names),
        offset + tables,
        (int) (list - tables),
        offset + list);
  }

  private static long number(byte[] head, int at) {
    return LittleEndian.get(head, at, Long.BYTES);
  }
}
