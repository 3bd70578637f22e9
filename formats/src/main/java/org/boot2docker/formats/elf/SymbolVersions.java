package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Symbol versions (LSB Core, chapter 10.7): chains of records, each naming the distance to the
 * next. Distances only go forward and every record is counted, so that no chain is endless.
 */
final class SymbolVersions {
  private static final int MAX_SIZE = 1 << 20;

  /** Far above glibc's own, which has about fifty. */
  private static final int MAX_RECORDS = 1 << 14;

  /** The flag of the entry that is the library's own name. */
  private static final int FLAG_BASE = 1;

  /** The flag of a version that may be missing. */
  private static final int FLAG_WEAK = 2;

  private static final int DEFINITION_SIZE = 20;
  private static final int NEED_SIZE = 16;
  private static final int NEED_NAME_SIZE = 16;

  private final StringTable strings;
  private final ByteBuffer bytes;
  private final long offset;
  private int recordsLeft;

  private SymbolVersions(StringTable strings, ByteBuffer bytes, long offset) {
    this.strings = strings;
    this.bytes = bytes;
    this.offset = offset;
    this.recordsLeft = MAX_RECORDS;
  }

  /** Versions that must be in other libraries, by library. */
  static Map<String, Set<String>> needed(FileBytes file, DynamicSection dynamic)
      throws IOException {
    Map<String, Set<String>> needed = new TreeMap<>();
    Optional<SymbolVersions> versions =
        at(file, dynamic, dynamic.value(DynamicSection.VERSIONS_NEEDED));
    if (versions.isPresent()) {
      versions.get().readNeeds(count(dynamic, DynamicSection.VERSIONS_NEEDED_COUNT), needed);
    }
    return needed;
  }

  /** Which library each version index of the file's symbols stands for. */
  static Map<Integer, String> libraries(FileBytes file, DynamicSection dynamic) throws IOException {
    Map<Integer, String> libraries = new TreeMap<>();
    Optional<SymbolVersions> versions =
        at(file, dynamic, dynamic.value(DynamicSection.VERSIONS_NEEDED));
    if (versions.isPresent()) {
      versions.get().readIndexes(count(dynamic, DynamicSection.VERSIONS_NEEDED_COUNT), libraries);
    }
    return libraries;
  }

  /** Versions that the library itself offers. */
  static Set<String> defined(FileBytes file, DynamicSection dynamic) throws IOException {
    Set<String> defined = new LinkedHashSet<>();
    Optional<SymbolVersions> versions =
        at(file, dynamic, dynamic.value(DynamicSection.VERSIONS_DEFINED));
    if (versions.isPresent()) {
      versions
          .get()
          .readDefinitions(count(dynamic, DynamicSection.VERSIONS_DEFINED_COUNT), defined);
    }
    return defined;
  }

  private static long count(DynamicSection dynamic, long tag) {
    return dynamic.value(tag).orElse(0L);
  }

  private static Optional<SymbolVersions> at(
      FileBytes file, DynamicSection dynamic, Optional<Long> address) throws IOException {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    long offset = dynamic.fileOffset(address.get(), "symbol versions");
    // Their size is written nowhere but in the section headers, which may be stripped.
    long size = Math.min(MAX_SIZE, file.size() - offset);
    ByteBuffer bytes = file.read(offset, size, MAX_SIZE, "symbol versions");
    return Optional.of(new SymbolVersions(dynamic.strings(), bytes, offset));
  }

  private void readNeeds(long count, Map<String, Set<String>> needed) throws IOException {
    long at = 0;
    for (long i = 0; i < count; i++) {
      int need = check(at, NEED_SIZE);
      String library = strings.get(u32(need + 4));
      Set<String> names = needed.computeIfAbsent(library, name -> new LinkedHashSet<>());
      readNeedNames(at + u32(need + 8), u16(need + 2), names);
      at = next(at, u32(need + 12), i, count);
    }
  }

  private void readNeedNames(long first, int count, Set<String> names) throws IOException {
    long at = first;
    for (int i = 0; i < count; i++) {
      int name = check(at, NEED_NAME_SIZE);
      if ((u16(name + 4) & FLAG_WEAK) == 0) {
        names.add(strings.get(u32(name + 8)));
      }
      at = next(at, u32(name + 12), i, count);
    }
  }

  private void readIndexes(long count, Map<Integer, String> libraries) throws IOException {
    long at = 0;
    for (long i = 0; i < count; i++) {
      int need = check(at, NEED_SIZE);
      String library = strings.get(u32(need + 4));
      long name = at + u32(need + 8);
      int names = u16(need + 2);
      for (int j = 0; j < names; j++) {
        int record = check(name, NEED_NAME_SIZE);
        libraries.put(u16(record + 6), library);
        name = next(name, u32(record + 12), j, names);
      }
      at = next(at, u32(need + 12), i, count);
    }
  }

  private void readDefinitions(long count, Set<String> defined) throws IOException {
    long at = 0;
    for (long i = 0; i < count; i++) {
      int definition = check(at, DEFINITION_SIZE);
      if ((u16(definition + 2) & FLAG_BASE) == 0) {
        // The first name is the version's own, those after it are the versions that it extends.
        defined.add(strings.get(u32(check(at + u32(definition + 12), 8))));
      }
      at = next(at, u32(definition + 16), i, count);
    }
  }

  private long next(long at, long distance, long index, long count) throws IOException {
    if (distance == 0 && index + 1 < count) {
      throw FileBytes.fault(offset + at, "the chain of symbol versions ends too early");
    }
    return at + distance;
  }

  private int check(long at, int size) throws IOException {
    if (at + size > bytes.limit()) {
      throw FileBytes.fault(offset + at, "symbol versions end after the file");
    }
    if (--recordsLeft < 0) {
      throw FileBytes.fault(offset + at, "more than " + MAX_RECORDS + " symbol versions");
    }
    return (int) at;
  }

  private int u16(int at) {
    return bytes.getShort(at) & 0xFFFF;
  }

  private long u32(int at) {
    return bytes.getInt(at) & 0xFFFFFFFFL;
  }
}
