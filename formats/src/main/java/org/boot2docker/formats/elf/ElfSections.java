package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.boot2docker.formats.tree.Content;

/** The sections of an ELF file by name; of several with one name, the first. */
public final class ElfSections {

  /** An object file's sections are read into memory; no kernel module comes near this. */
  private static final int MAX_SIZE = 256 << 20;

  private static final int SYMBOL_SIZE = 24;

  private final FileBytes file;
  private final Map<String, Section> sections = new LinkedHashMap<>();

  private ElfSections(FileBytes file) {
    this.file = file;
  }

  /**
   * Reads the section headers.
   *
   * @throws org.boot2docker.formats.FormatException when the file is not ELF, damaged or not 64-bit
   *     little-endian; says at which byte
   */
  public static ElfSections read(Content content) throws IOException {
    FileBytes file = new FileBytes(content);
    if (!ElfHeader.isElf(file)) {
      throw FileBytes.fault(0, "this is not an ELF file");
    }
    ElfSections result = new ElfSections(file);
    result.readNames(ElfHeader.read(file));
    return result;
  }

  private void readNames(ElfHeader header) throws IOException {
    List<Section> list = header.readSections(file);
    if (list.isEmpty()) {
      return;
    }
    if (header.sectionNames() >= list.size()) {
      throw FileBytes.fault(62, "the section of names is number " + header.sectionNames());
    }
    Section names = list.get(header.sectionNames());
    StringTable strings =
        new StringTable(
            file.read(names.offset(), names.size(), MAX_SIZE, "section of names"), names.offset());
    for (Section section : list.subList(1, list.size())) {
      sections.putIfAbsent(strings.get(section.name()), section);
    }
  }

  /**
   * The names of the file's symbols that begin with a prefix, without the prefix; none when the
   * file is stripped.
   */
  public SortedSet<String> symbols(String prefix) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    Optional<ByteBuffer> table = get(".symtab");
    Optional<ByteBuffer> names = get(".strtab");
    if (table.isEmpty() || names.isEmpty()) {
      return found;
    }
    StringTable strings = new StringTable(names.get(), offset(".strtab"));
    for (int at = 0; at + SYMBOL_SIZE <= table.get().limit(); at += SYMBOL_SIZE) {
      String name = strings.get(table.get().getInt(at) & 0xFFFFFFFFL);
      if (name.startsWith(prefix)) {
        found.add(name.substring(prefix.length()));
      }
    }
    return found;
  }

  /**
   * Where a section is; empty when there is none of this name, or none of its bytes is in the file.
   */
  public Optional<Section> find(String name) {
    return Optional.ofNullable(sections.get(name))
        .filter(section -> section.type() != Section.NO_BITS);
  }

  /** The highest address of the program in memory. */
  public long end() {
    return sections.values().stream()
        .filter(section -> section.address() > 0)
        .mapToLong(Section::end)
        .max()
        .orElse(0);
  }

  private long offset(String name) {
    Section section = sections.get(name);
    return section == null ? 0 : section.offset();
  }

  /** The bytes of a section, little-endian; empty when there is none of this name. */
  public Optional<ByteBuffer> get(String name) throws IOException {
    Section section = sections.get(name);
    if (section == null || section.type() == Section.NO_BITS) {
      return Optional.empty();
    }
    return Optional.of(file.read(section.offset(), section.size(), MAX_SIZE, "section " + name));
  }
}
