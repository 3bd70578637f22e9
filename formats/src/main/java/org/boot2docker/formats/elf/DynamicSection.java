package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dynamic section (gABI chapter 5): numbers by tag, and the string table that they name. */
final class DynamicSection {
  static final long END = 0;
  static final long HASH = 4;
  static final long STRINGS = 5;
  static final long SYMBOLS = 6;
  static final long STRINGS_SIZE = 10;
  static final long SYMBOL_SIZE = 11;
  static final long SONAME = 14;
  static final long GNU_HASH = 0x6FFFFEF5;
  static final long SYMBOL_VERSIONS = 0x6FFFFFF0;
  static final long VERSIONS_DEFINED = 0x6FFFFFFC;
  static final long VERSIONS_DEFINED_COUNT = 0x6FFFFFFD;
  static final long VERSIONS_NEEDED = 0x6FFFFFFE;
  static final long VERSIONS_NEEDED_COUNT = 0x6FFFFFFF;

  private static final long NEEDED = 1;

  private static final int ENTRY_SIZE = 16;

  /** 4096 entries; the programs with the most libraries have some hundred. */
  private static final int MAX_SIZE = 1 << 16;

  /** Far above the largest libraries (LLVM's has 10 MB); bounds what a damaged file can ask for. */
  private static final int MAX_STRINGS = 32 << 20;

  private final FileBytes file;
  private final List<Segment> segments;
  private final long offset;
  private final Map<Long, Long> values = new HashMap<>();
  private final List<Long> neededNames = new ArrayList<>();
  private final StringTable strings;

  DynamicSection(FileBytes file, List<Segment> segments, Segment dynamic) throws IOException {
    this.file = file;
    this.segments = segments;
    this.offset = dynamic.offset();
    readEntries(file.read(offset, dynamic.size(), MAX_SIZE, "dynamic section"));
    this.strings = readStrings();
  }

  private void readEntries(ByteBuffer bytes) {
    for (int at = 0; at + ENTRY_SIZE <= bytes.limit(); at += ENTRY_SIZE) {
      long tag = bytes.getLong(at);
      if (tag == END) {
        return;
      }
      if (tag == NEEDED) {
        neededNames.add(bytes.getLong(at + 8));
      } else {
        values.put(tag, bytes.getLong(at + 8));
      }
    }
  }

  private StringTable readStrings() throws IOException {
    Optional<Long> address = value(STRINGS);
    if (address.isEmpty()) {
      return new StringTable(ByteBuffer.allocate(0), offset);
    }
    long at = fileOffset(address.get(), "string table");
    long size = value(STRINGS_SIZE).orElse(0L);
    return new StringTable(file.read(at, size, MAX_STRINGS, "string table"), at);
  }

  Optional<Long> value(long tag) {
    return Optional.ofNullable(values.get(tag));
  }

  Optional<String> name(long tag) throws IOException {
    Optional<Long> index = value(tag);
    return index.isEmpty() ? Optional.empty() : Optional.of(strings.get(index.get()));
  }

  List<String> needed() throws IOException {
    List<String> names = new ArrayList<>();
    for (long index : neededNames) {
      names.add(strings.get(index));
    }
    return names;
  }

  StringTable strings() {
    return strings;
  }

  /** Where the bytes at an address of the running program are in the file. */
  long fileOffset(long address, String what) throws IOException {
    for (Segment segment : segments) {
      if (segment.type() == Segment.LOAD && segment.holds(address)) {
        return address - segment.address() + segment.offset();
      }
    }
    throw FileBytes.fault(offset, what + " at an address that no segment of the file loads");
  }
}
