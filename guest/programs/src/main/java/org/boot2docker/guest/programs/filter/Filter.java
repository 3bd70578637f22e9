package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import java.util.List;

/** A reversible rearrangement of one part of a program. */
public sealed interface Filter permits Branches, FunctionTables, Relocations {

  /**
   * Rearranges the part.
   *
   * @throws IOException when the program is not laid out as the filter expects; it may be changed
   *     in part then
   */
  void apply(ProgramBytes program) throws IOException;

  /** Makes the part what it was before {@link #apply}. */
  void undo(ProgramBytes program) throws IOException;

  /** The filter's name and numbers, as {@link #parse} reads them. */
  String line();

  /**
   * Makes relative addresses in x86-64's machine code absolute.
   *
   * @param offset of the code in the file, in bytes
   * @param length of the code in bytes
   * @param address of the code in memory
   * @param end the program's highest address, below 2^31
   */
  static Filter branches(long offset, long length, long address, long end) {
    return new Branches(offset, length, address, end);
  }

  /**
   * Rearranges Go's table of functions, the section .gopclntab at this offset.
   *
   * @throws IOException when it isn't one of Go 1.20 or later, for 64 bits
   */
  static Filter functions(ProgramBytes program, long offset) throws IOException {
    return FunctionTables.find(program, offset);
  }

  /**
   * Rearranges the relocations of a position-independent program, a table of Elf64_Rela.
   *
   * @param offset of the table in the file, in bytes
   * @param length of the table in bytes, a multiple of 24
   * @param dataOffset where the bytes are in the file that most relocations are for
   * @param dataLength how many these are
   * @param dataAddress their address in memory
   */
  static Filter relocations(
      long offset, long length, long dataOffset, long dataLength, long dataAddress) {
    return new Relocations(offset, length, dataOffset, dataLength, dataAddress);
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IOException when it is no filter's line
   */
  static Filter parse(List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new IOException("no filter: an empty line");
    }
    long[] n = new long[words.size() - 1];
    for (int i = 0; i < n.length; i++) {
      n[i] = number(words.get(i + 1));
    }
    return switch (words.get(0) + " " + n.length) {
      case Branches.NAME + " 4" -> new Branches(n[0], n[1], n[2], n[3]);
      case Relocations.NAME + " 5" -> new Relocations(n[0], n[1], n[2], n[3], n[4]);
      case FunctionTables.NAME + " 2" -> new FunctionTables(n[0], n[1]);
      default ->
          throw new IOException(
              "a filter of another boot2docker: %s: use the one that built the image"
                  .formatted(String.join(" ", words)));
    };
  }

  private static long number(String word) throws IOException {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new IOException("not a number: " + word);
    }
  }
}
