package org.boot2docker.formats.elf;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import org.boot2docker.formats.FieldWriter;

/**
 * Writes a shared library whose functions do next to nothing, mostly return a number. It stands in
 * for a large one whose functions would only find out that what they are for is not there.
 *
 * <p>The file is one segment that the loader maps read-only: ELF header, program headers, hash
 * table, symbols, their names and version (gABI chapters 4 and 5, LSB Core chapter 10.7), dynamic
 * section, code. It has no section headers, which no loader reads.
 */
public final class StubLibrary {
  private static final int HEADER_SIZE = 64;
  private static final int SEGMENT_SIZE = 56;
  private static final int SYMBOL_SIZE = 24;
  private static final int DEFINITION_SIZE = 20 + 8;
  private static final int DYNAMIC_SIZE = 16;

  private static final int GNU_STACK = 0x6474E551;
  private static final int READ = 4;
  private static final int WRITE = 2;
  private static final int EXECUTE = 1;

  /** STB_GLOBAL, STT_FUNC. */
  private static final int GLOBAL_FUNCTION = 0x12;

  private final StubCode machine;
  private final String soname;
  private final String version;
  private final SortedMap<String, byte[]> functions;
  private final FieldWriter names = new FieldWriter().u8(0);
  private final FieldWriter symbols = new FieldWriter().fill(SYMBOL_SIZE, 0);

  private StubLibrary(
      StubCode machine, String soname, String version, SortedMap<String, byte[]> functions) {
    this.machine = machine;
    this.soname = soname;
    this.version = version;
    this.functions = functions;
  }

  /**
   * The library's bytes, always the same for the same arguments.
   *
   * @param machine whose loader reads it
   * @param soname the name that programs ask for
   * @param version the one version that all its symbols have
   * @param functions machine code of each, as {@link StubCode#returning} makes it
   */
  public static byte[] write(
      StubCode machine, String soname, String version, SortedMap<String, byte[]> functions) {
    return new StubLibrary(machine, soname, version, functions).bytes();
  }

  private byte[] bytes() {
    int count = functions.size() + 1;
    int hash = HEADER_SIZE + 3 * SEGMENT_SIZE;
    int symbolsAt = aligned(hash + 4 * (3 + count));
    int versionsAt = symbolsAt + SYMBOL_SIZE * count;
    int definitions = aligned(versionsAt + 2 * count);
    int dynamic = aligned(definitions + 2 * DEFINITION_SIZE);
    int code = dynamic + DYNAMIC_SIZE * 10;
    int namesAt = code + functions.values().stream().mapToInt(each -> each.length).sum();
    int sonameAt = name(soname);
    int versionAt = name(version);
    addSymbols(code);
    FieldWriter file = new FieldWriter();
    addHeader(file);
    addSegment(file, Segment.LOAD, READ | EXECUTE, 0, namesAt + names.size());
    addSegment(file, Segment.DYNAMIC, READ, dynamic, code - dynamic);
    addSegment(file, GNU_STACK, READ | WRITE, 0, 0);
    addHash(file, count);
    file.zerosTo(symbolsAt).bytes(symbols.toBytes());
    addVersions(file, count);
    file.zerosTo(definitions);
    addDefinition(file, 1, soname, sonameAt, DEFINITION_SIZE);
    addDefinition(file, 2, version, versionAt, 0);
    file.zerosTo(dynamic);
    addEntry(file, DynamicSection.SONAME, sonameAt);
    addEntry(file, DynamicSection.HASH, hash);
    addEntry(file, DynamicSection.STRINGS, namesAt);
    addEntry(file, DynamicSection.STRINGS_SIZE, names.size());
    addEntry(file, DynamicSection.SYMBOLS, symbolsAt);
    addEntry(file, DynamicSection.SYMBOL_SIZE, SYMBOL_SIZE);
    addEntry(file, DynamicSection.SYMBOL_VERSIONS, versionsAt);
    addEntry(file, DynamicSection.VERSIONS_DEFINED, definitions);
    addEntry(file, DynamicSection.VERSIONS_DEFINED_COUNT, 2);
    addEntry(file, DynamicSection.END, 0);
    functions.values().forEach(file::bytes);
    return file.bytes(names.toBytes()).toBytes();
  }

  private int name(String text) {
    int at = names.size();
    names.bytes(text.getBytes(StandardCharsets.US_ASCII)).u8(0);
    return at;
  }

  private void addSymbols(int code) {
    int address = code;
    for (Map.Entry<String, byte[]> function : functions.entrySet()) {
      // Any section but "undefined"; there are no headers that could say more of it.
      symbols.le32(name(function.getKey())).u8(GLOBAL_FUNCTION).u8(0).le16(1);
      symbols.le64(address).le64(function.getValue().length);
      address += function.getValue().length;
    }
  }

  private void addHeader(FieldWriter file) {
    file.u8(0x7F).ascii("ELF").u8(2).u8(1).u8(1).zerosTo(16);
    file.le16(ElfHeader.SHARED).le16(machine.machine()).le32(1).le64(0);
    file.le64(HEADER_SIZE).le64(0).le32(0).le16(HEADER_SIZE);
    file.le16(SEGMENT_SIZE).le16(3).zerosTo(HEADER_SIZE);
  }

  private void addSegment(FieldWriter file, int type, int flags, long at, long size) {
    long alignment = type == Segment.LOAD ? machine.pageSize() : 8;
    file.le32(type).le32(flags).le64(at).le64(at).le64(at).le64(size).le64(size).le64(alignment);
  }

  /** One bucket, through which all symbols are chained. */
  private static void addHash(FieldWriter file, int count) {
    file.le32(1).le32(count).le32(count > 1 ? 1 : 0);
    for (int symbol = 0; symbol < count; symbol++) {
      file.le32(symbol == 0 || symbol == count - 1 ? 0 : symbol + 1);
    }
  }

  /** The first symbol has no version, all others the second one, which comes after the name. */
  private static void addVersions(FieldWriter file, int count) {
    file.le16(0);
    for (int symbol = 1; symbol < count; symbol++) {
      file.le16(2);
    }
  }

  private static void addDefinition(
      FieldWriter file, int index, String name, int nameAt, int distance) {
    file.le16(1).le16(index == 1 ? 1 : 0).le16(index).le16(1);
    file.le32(hash(name)).le32(20).le32(distance).le32(nameAt).le32(0);
  }

  private static void addEntry(FieldWriter file, long tag, long value) {
    file.le64(tag).le64(value);
  }

  private static int aligned(int offset) {
    return (offset + 7) / 8 * 8;
  }

  /** The hash function of gABI chapter 5. */
  private static int hash(String name) {
    int hash = 0;
    for (byte each : name.getBytes(StandardCharsets.US_ASCII)) {
      hash = (hash << 4) + each;
      int high = hash & 0xF0000000;
      hash = (hash ^ high >>> 24) & ~high;
    }
    return hash;
  }
}
