package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Elf64_Ehdr: what kind of file it is and where its tables are.
 *
 * @param type e_type
 * @param machine e_machine
 * @param segments where the program headers are
 * @param sections where the section headers are
 * @param sectionNames e_shstrndx, the index of the section that holds the names of sections
 */
record ElfHeader(int type, int machine, Table segments, Table sections, int sectionNames) {
  static final int RELOCATABLE = 1;
  static final int EXECUTABLE = 2;
  static final int SHARED = 3;
  static final int CORE = 4;

  private static final int SIZE = 64;
  private static final int SEGMENT_SIZE = 56;
  private static final int SECTION_SIZE = 64;
  private static final int MAX_TABLE = 0xFFFF * SECTION_SIZE;
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;

  /**
   * A table of headers of one size.
   *
   * @param offset first byte in the file
   * @param count number of headers
   */
  record Table(long offset, int count) {}

  /** Whether the file begins with ELF's magic number. */
  static boolean isElf(FileBytes file) throws IOException {
    return file.size() >= 4 && file.read(0, 4, 4, "magic number").getInt(0) == 0x464C457F;
  }

  static ElfHeader read(FileBytes file) throws IOException {
    ByteBuffer header = file.read(0, SIZE, SIZE, "header");
    if (header.get(4) != CLASS_64 || header.get(5) != LITTLE_ENDIAN) {
      throw FileBytes.fault(4, "only 64-bit little-endian files can be read, this is another");
    }
    Table segments = table(header, 32, 54, SEGMENT_SIZE, "program headers");
    Table sections = table(header, 40, 58, SECTION_SIZE, "section headers");
    return new ElfHeader(u16(header, 16), u16(header, 18), segments, sections, u16(header, 62));
  }

  private static Table table(ByteBuffer header, int offsetAt, int sizeAt, int size, String what)
      throws IOException {
    int count = u16(header, sizeAt + 2);
    if (count > 0 && u16(header, sizeAt) != size) {
      throw FileBytes.fault(
          sizeAt, what + " have " + u16(header, sizeAt) + " bytes each instead of " + size);
    }
    return new Table(header.getLong(offsetAt), count);
  }

  List<Segment> readSegments(FileBytes file) throws IOException {
    ByteBuffer table = readTable(file, segments, SEGMENT_SIZE, "program headers");
    List<Segment> list = new ArrayList<>();
    for (int at = 0; at < table.limit(); at += SEGMENT_SIZE) {
      list.add(
          new Segment(
              table.getInt(at),
              table.getLong(at + 8),
              table.getLong(at + 16),
              table.getLong(at + 32)));
    }
    return list;
  }

  List<Section> readSections(FileBytes file) throws IOException {
    ByteBuffer table = readTable(file, sections, SECTION_SIZE, "section headers");
    List<Section> list = new ArrayList<>();
    for (int at = 0; at < table.limit(); at += SECTION_SIZE) {
      list.add(
          new Section(
              table.getInt(at),
              table.getInt(at + 4),
              table.getLong(at + 16),
              table.getLong(at + 24),
              table.getLong(at + 32)));
    }
    return list;
  }

  private static ByteBuffer readTable(FileBytes file, Table table, int size, String what)
      throws IOException {
    return file.read(
        table.count() == 0 ? 0 : table.offset(), (long) table.count() * size, MAX_TABLE, what);
  }

  private static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xFFFF;
  }
}
