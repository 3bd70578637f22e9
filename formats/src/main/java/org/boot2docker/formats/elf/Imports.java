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
    int count = count(dynamic);
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

  /** How many symbols there are: linkers put their names behind them. */
  private static int count(DynamicSection dynamic) throws IOException {
    long symbols = dynamic.value(DynamicSection.SYMBOLS).orElse(0L);
    long count = (dynamic.value(DynamicSection.STRINGS).orElse(symbols) - symbols) / SYMBOL_SIZE;
    if (count < 0 || count > MAX_SYMBOLS) {
      throw FileBytes.fault(0, "the file has " + count + " symbols");
    }
    return (int) count;
  }

  private static ByteBuffer table(
      FileBytes file, DynamicSection dynamic, long address, int count, int size, String what)
      throws IOException {
    long at = dynamic.fileOffset(address, what);
    return file.read(at, (long) count * size, MAX_SYMBOLS * size, what);
  }
}
