package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The symbols that a file wants of others, by the library that their version is from: undefined
 * ones, and variables that the loader copies into the program.
 */
final class Imports {
  private static final int SYMBOL_SIZE = 24;

  /** Some thousand symbols are much; bounds what a damaged file can ask for. */
  private static final int MAX_SYMBOLS = 1 << 20;

  private Imports() {}

  static Map<String, Set<String>> read(FileBytes file, DynamicSection dynamic) throws IOException {
    Map<Integer, String> libraries = SymbolVersions.libraries(file, dynamic);
    Optional<Long> symbolsAt = dynamic.value(DynamicSection.SYMBOLS);
    Optional<Long> versionsAt = dynamic.value(DynamicSection.SYMBOL_VERSIONS);
    if (libraries.isEmpty() || symbolsAt.isEmpty() || versionsAt.isEmpty()) {
      return Map.of();
    }
    int count = count(file, dynamic);
    ByteBuffer symbols = table(file, dynamic, symbolsAt.get(), count, SYMBOL_SIZE, "symbols");
    ByteBuffer versions = table(file, dynamic, versionsAt.get(), count, 2, "versions of symbols");
    Map<String, Set<String>> imports = new TreeMap<>();
    for (int i = 1; i < count; i++) {
      String library = libraries.get(versions.getShort(2 * i) & 0x7FFF);
      if (library != null) {
        imports
            .computeIfAbsent(library, name -> new TreeSet<>())
            .add(dynamic.strings().get(symbols.getInt(SYMBOL_SIZE * i) & 0xFFFFFFFFL));
      }
    }
    return imports;
  }

  /** How many symbols there are, which only the tables for finding them say. */
  private static int count(FileBytes file, DynamicSection dynamic) throws IOException {
    Optional<Long> hash = dynamic.value(DynamicSection.HASH);
    long count;
    if (hash.isPresent()) {
      long at = dynamic.fileOffset(hash.get(), "hash table");
      count = file.read(at, 8, 8, "hash table").getInt(4) & 0xFFFFFFFFL;
    } else {
      Optional<Long> gnu = dynamic.value(DynamicSection.GNU_HASH);
      count =
          gnu.isEmpty() ? 0 : gnuCount(file, dynamic, dynamic.fileOffset(gnu.get(), "hash table"));
    }
    if (count > MAX_SYMBOLS) {
      throw FileBytes.fault(0, "the file has " + count + " symbols");
    }
    return (int) count;
  }

  /**
   * Symbols without a hash come first. The others, among them imported data that the program keeps
   * a copy of, are in chains, each from the index in its bucket to the first value that is odd; the
   * last chain ends the table.
   */
  private static long gnuCount(FileBytes file, DynamicSection dynamic, long at) throws IOException {
    ByteBuffer header = file.read(at, 16, 16, "hash table");
    long buckets = header.getInt(0) & 0xFFFFFFFFL;
    long first = header.getInt(4) & 0xFFFFFFFFL;
    long bucketsAt = at + 16 + 8 * (header.getInt(8) & 0xFFFFFFFFL);
    ByteBuffer table = file.read(bucketsAt, 4 * buckets, 4 * MAX_SYMBOLS, "hash buckets");
    long last = 0;
    for (int i = 0; i < table.limit(); i += 4) {
      last = Math.max(last, table.getInt(i) & 0xFFFFFFFFL);
    }
    if (last < first) {
      return countUpToNames(dynamic);
    }
    long chain = bucketsAt + 4 * buckets + 4 * (last - first);
    while (last < MAX_SYMBOLS && (file.read(chain, 4, 4, "hash chain").getInt(0) & 1) == 0) {
      last++;
      chain += 4;
    }
    return last + 1;
  }

  /** Of a program that exports nothing, the hash table says nothing; linkers put names next. */
  private static long countUpToNames(DynamicSection dynamic) {
    long symbols = dynamic.value(DynamicSection.SYMBOLS).orElse(0L);
    long names = dynamic.value(DynamicSection.STRINGS).orElse(symbols);
    return Math.max(0, names - symbols) / SYMBOL_SIZE;
  }

  private static ByteBuffer table(
      FileBytes file, DynamicSection dynamic, long address, int count, int size, String what)
      throws IOException {
    long at = dynamic.fileOffset(address, what);
    return file.read(at, (long) count * size, MAX_SYMBOLS * size, what);
  }
}
