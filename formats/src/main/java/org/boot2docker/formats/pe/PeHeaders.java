package org.boot2docker.formats.pe;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.bytes.LittleEndian;

/**
 * The headers of a program, checked so far that sections can be put behind its own.
 *
 * @param coff where the COFF header is, behind the signature {@code PE}
 * @param optional where the optional header is
 * @param table where the section headers are
 * @param fileAlignment of sections in the file, a power of two
 * @param sectionAlignment of sections in memory, a power of two
 * @param size of all headers
 * @param sections in order, which fill the file from the headers to its end
 */
record PeHeaders(
    int coff,
    int optional,
    int table,
    int fileAlignment,
    int sectionAlignment,
    int size,
    List<PeSection> sections) {
  private static final String FORMAT = "PE";
  private static final int DOS_HEADER = 64;
  private static final int COFF_HEADER = 20;

  /** Of PE32+ up to the fifth data directory, that of signatures. */
  private static final int OPTIONAL_HEADER = 152;

  private static final int PE32_PLUS = 0x20B;
  private static final int DATA_DIRECTORIES = 108;
  private static final int SIGNATURES = 144;
  private static final int SIGNATURE_DIRECTORY = 4;
  private static final int MOST_SECTIONS = 96;
  private static final int LEAST_ALIGNMENT = 512;
  private static final int MOST_ALIGNMENT = 64 << 10;

  /**
   * Reads a program's headers.
   *
   * @param machine the processor that it must be for, as COFF numbers them
   * @throws FormatException when it is none, is signed already, or has something between its
   *     sections or behind them
   */
  static PeHeaders read(byte[] file, int machine) throws FormatException {
    check(file.length >= DOS_HEADER && u16(file, 0) == 0x5A4D, 0, "no program of UEFI");
    long signature = LittleEndian.get(file, 60, 4);
    check(signature + 4 + COFF_HEADER + OPTIONAL_HEADER <= file.length, 60, "headers are cut off");
    check(LittleEndian.get(file, (int) signature, 4) == 0x4550, signature, "no program of UEFI");
    int coff = (int) signature + 4;
    check(u16(file, coff) == machine, coff, "a program for another processor");
    int optional = coff + COFF_HEADER;
    int optionalSize = u16(file, coff + 16);
    check(u16(file, optional) == PE32_PLUS, optional, "no 64-bit program");
    check(
        optionalSize >= OPTIONAL_HEADER
            && LittleEndian.get(file, optional + DATA_DIRECTORIES, 4) > SIGNATURE_DIRECTORY,
        coff + 16L,
        "no room for a signature");
    check(
        LittleEndian.get(file, optional + SIGNATURES, 8) == 0,
        optional + (long) SIGNATURES,
        "a program that is signed already");
    PeHeaders headers =
        new PeHeaders(
            coff,
            optional,
            optional + optionalSize,
            alignment(file, optional + 36),
            alignment(file, optional + 32),
            size(file, optional + 60),
            List.of());
    return headers.with(readSections(file, headers, u16(file, coff + 2)));
  }

  private static List<PeSection> readSections(byte[] file, PeHeaders headers, int count)
      throws FormatException {
    check(count > 0 && count <= MOST_SECTIONS, headers.coff + 2L, "too few or too many sections");
    long tableEnd = headers.table + (long) count * PeSection.HEADER;
    check(tableEnd <= headers.size, headers.table, "section headers are cut off");
    check(headers.size % headers.fileAlignment == 0, headers.size, "headers of no even size");
    List<PeSection> sections = new ArrayList<>();
    long address = 0;
    long offset = headers.size;
    for (int at = headers.table; at < tableEnd; at += PeSection.HEADER) {
      PeSection section = PeSection.read(file, at);
      check(section.address() >= address, at, "sections that overlap or are not in order");
      // What lies between sections would be in no sum that firmware takes.
      check(
          section.rawSize() == 0 || section.offset() == offset,
          at,
          "something between its sections");
      check(section.rawSize() % headers.fileAlignment == 0, at, "a section of no even size");
      address = section.end();
      offset += section.rawSize();
      sections.add(section);
    }
    check(offset == file.length, Math.min(offset, file.length), "more or less than its sections");
    return sections;
  }

  /** The section that others are put behind. */
  PeSection last() {
    return sections.get(sections.size() - 1);
  }

  private PeHeaders with(List<PeSection> others) {
    return new PeHeaders(
        coff, optional, table, fileAlignment, sectionAlignment, size, List.copyOf(others));
  }

  /** Where the number of sections is. */
  int sectionCountAt() {
    return coff + 2;
  }

  /** Where the bytes of sections with data are. */
  int dataSizeAt() {
    return optional + 8;
  }

  /** Where the bytes of the program in memory are. */
  int imageSizeAt() {
    return optional + 56;
  }

  /** Where the check sum is, which no signature covers. */
  int checkSumAt() {
    return optional + 64;
  }

  /** Where offset and size of the signatures are. */
  int signaturesAt() {
    return optional + SIGNATURES;
  }

  private static int alignment(byte[] file, int at) throws FormatException {
    long value = LittleEndian.get(file, at, 4);
    check(
        value >= LEAST_ALIGNMENT && value <= MOST_ALIGNMENT && Long.bitCount(value) == 1,
        at,
        "an alignment that is none");
    return (int) value;
  }

  private static int size(byte[] file, int at) throws FormatException {
    long value = LittleEndian.get(file, at, 4);
    check(value <= file.length, at, "headers are cut off");
    return (int) value;
  }

  private static int u16(byte[] file, int at) {
    return (int) LittleEndian.get(file, at, 2);
  }

  private static void check(boolean good, long at, String fault) throws FormatException {
    if (!good) {
      throw FormatException.at(FORMAT, at, fault);
    }
  }
}
