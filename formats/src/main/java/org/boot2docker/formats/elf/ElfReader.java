package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.formats.tree.Content;

/** Reads what an executable or a shared library needs; see the package for what it follows. */
public final class ElfReader {

  /** PATH_MAX of Linux, which execve(2) has for the loader's name too. */
  private static final int MAX_INTERPRETER = 4096;

  private ElfReader() {}

  /**
   * What an executable or shared library needs; empty for a file that is not ELF, and for one that
   * is not run (relocatable, core).
   *
   * @throws org.boot2docker.formats.FormatException when the file is damaged or not 64-bit
   *     little-endian; says at which byte
   */
  public static Optional<ElfInfo> read(Content content) throws IOException {
    FileBytes file = new FileBytes(content);
    if (!ElfHeader.isElf(file)) {
      return Optional.empty();
    }
    ElfHeader header = ElfHeader.read(file);
    return switch (header.type()) {
      case ElfHeader.EXECUTABLE, ElfHeader.SHARED -> Optional.of(readProgram(file, header));
      case ElfHeader.RELOCATABLE, ElfHeader.CORE -> Optional.empty();
      default -> throw FileBytes.fault(16, "unknown file type " + header.type());
    };
  }

  /**
   * The symbols that an executable or shared library wants of each library, as far as they have
   * versions, which say where they are from.
   *
   * @return names by library; none for a file that is not ELF or has no dynamic section
   * @throws org.boot2docker.formats.FormatException as {@link #read} does
   */
  public static Map<String, Set<String>> imports(Content content) throws IOException {
    FileBytes file = new FileBytes(content);
    if (!ElfHeader.isElf(file)) {
      return Map.of();
    }
    List<Segment> segments = ElfHeader.read(file).readSegments(file);
    Optional<Segment> dynamic = first(segments, Segment.DYNAMIC);
    return dynamic.isEmpty()
        ? Map.of()
        : Imports.read(file, new DynamicSection(file, segments, dynamic.get()));
  }

  private static ElfInfo readProgram(FileBytes file, ElfHeader header) throws IOException {
    List<Segment> segments = header.readSegments(file);
    Optional<String> interpreter = interpreter(file, segments);
    Optional<Segment> dynamic = first(segments, Segment.DYNAMIC);
    if (dynamic.isEmpty()) {
      return new ElfInfo(
          header.machine(), interpreter, Optional.empty(), List.of(), Map.of(), Set.of(), false);
    }
    DynamicSection section = new DynamicSection(file, segments, dynamic.get());
    return new ElfInfo(
        header.machine(),
        interpreter,
        section.name(DynamicSection.SONAME),
        section.needed(),
        SymbolVersions.needed(file, section),
        SymbolVersions.defined(file, section),
        true);
  }

  private static Optional<String> interpreter(FileBytes file, List<Segment> segments)
      throws IOException {
    Optional<Segment> segment = first(segments, Segment.INTERPRETER);
    if (segment.isEmpty()) {
      return Optional.empty();
    }
    long offset = segment.get().offset();
    ByteBuffer bytes = file.read(offset, segment.get().size(), MAX_INTERPRETER, "loader's name");
    String name = StandardCharsets.UTF_8.decode(bytes).toString();
    int end = name.indexOf('\0');
    if (end <= 0) {
      throw FileBytes.fault(offset, "the loader's name is empty or has no end");
    }
    return Optional.of(name.substring(0, end));
  }

  private static Optional<Segment> first(List<Segment> segments, int type) {
    return segments.stream().filter(segment -> segment.type() == type).findFirst();
  }
}
