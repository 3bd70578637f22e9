package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.tree.Content;

/** The sections of an ELF file by name; of several with one name, the first. */
public final class ElfSections {

  /** An object file's sections are read into memory; no kernel module comes near this. */
  private static final int MAX_SIZE = 256 << 20;

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

  /** The bytes of a section, little-endian; empty when there is none of this name. */
  public Optional<ByteBuffer> get(String name) throws IOException {
    Section section = sections.get(name);
    if (section == null || section.type() == Section.NO_BITS) {
      return Optional.empty();
    }
    return Optional.of(file.read(section.offset(), section.size(), MAX_SIZE, "section " + name));
  }
}
