package org.boot2docker.builder.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.elf.ElfSections;
import org.boot2docker.formats.elf.Section;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.guest.programs.filter.Filter;
import org.boot2docker.guest.programs.filter.FilteredProgram;
import org.boot2docker.guest.programs.filter.ProgramArray;

/**
 * Go's programs for x86-64 with their parts rearranged, so that they compress better, and the list
 * with which the guest restores them. Until then nobody may execute them.
 */
public final class FilteredPrograms {

  /** Where the list is, a path in the image. */
  public static final String LIST = FilteredProgram.LIST.substring(1);

  private static final String FUNCTIONS = ".gopclntab";
  private static final int MAGIC = 4;

  /** Fewer bytes are not worth it. */
  private static final long SMALLEST = 1 << 20;

  private static final int NOT_EXECUTABLE = ~0111;

  private final Path spool;
  private final List<FilteredProgram> list = new ArrayList<>();

  private FilteredPrograms(Path spool) {
    this.spool = spool;
  }

  /**
   * Filters what can be filtered.
   *
   * @param spool directory that takes the rearranged programs; they are read as long as the tree is
   * @return the list and the programs that were changed, nothing else
   */
  public static FileTree of(FileTree tree, Path spool) throws IOException {
    return new FilteredPrograms(spool).filter(tree);
  }

  private FileTree filter(FileTree tree) throws IOException {
    FileTree changed = new FileTree();
    Map<RegularFile, Optional<RegularFile>> made = new IdentityHashMap<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file && isElf(file.content())) {
        String path = entry.getKey();
        if (!made.containsKey(file)) {
          made.put(file, program(path, file));
        } else if (made.get(file).isPresent()) {
          // Another name of the same file: the archive has its bytes, and so the filters, with the
          // first.
          list.add(new FilteredProgram("/" + path, file.attributes().mode(), List.of()));
        }
        made.get(file).ifPresent(program -> changed.put(path, program));
      }
    }
    StringBuilder lines = new StringBuilder();
    list.forEach(program -> lines.append(program.lines()));
    return changed.putFile(LIST, Content.of(lines.toString()));
  }

  private static boolean isElf(Content content) throws IOException {
    if (content.size() < SMALLEST) {
      return false;
    }
    try (var in = content.open()) {
      return Arrays.equals(in.readNBytes(MAGIC), new byte[] {0x7F, 'E', 'L', 'F'});
    }
  }

  private Optional<RegularFile> program(String path, RegularFile file) throws IOException {
    ElfSections sections = ElfSections.read(file.content());
    if (sections.find(FUNCTIONS).isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = file.content().bytes().clone();
    List<Filter> applied = new ArrayList<>();
    for (Filter filter : possible(sections, new ProgramArray(bytes))) {
      byte[] filtered = bytes.clone();
      if (isReversible(filter, filtered, bytes)) {
        bytes = filtered;
        applied.add(0, filter);
      }
    }
    if (applied.isEmpty()) {
      return Optional.empty();
    }
    Attributes attributes = file.attributes();
    list.add(new FilteredProgram("/" + path, attributes.mode(), applied));
    Path kept = Files.write(spool.resolve("filtered-" + list.size()), bytes);
    return Optional.of(
        new RegularFile(
            new Attributes(attributes.mode() & NOT_EXECUTABLE, attributes.uid(), attributes.gid()),
            Content.of(kept)));
  }

  private static List<Filter> possible(ElfSections sections, ProgramArray program) {
    List<Filter> filters = new ArrayList<>();
    Optional<Section> code = sections.find(".text");
    code.ifPresent(
        text ->
            filters.add(
                Filter.branches(text.offset(), text.size(), text.address(), sections.end())));
    functions(sections, program).ifPresent(filters::add);
    Optional<Section> relocations = sections.find(".rela.dyn");
    Optional<Section> data = sections.find(".data.rel.ro");
    if (relocations.isPresent() && data.isPresent()) {
      Section table = relocations.get();
      Section target = data.get();
      filters.add(
          Filter.relocations(
              table.offset(), table.size(), target.offset(), target.size(), target.address()));
    }
    return filters;
  }

  /** Nothing for a table of another version of Go, which stays as it is. */
  private static Optional<Filter> functions(ElfSections sections, ProgramArray program) {
    try {
      return Optional.of(
          Filter.functions(program, sections.find(FUNCTIONS).orElseThrow().offset()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Applies a filter and tries whether undoing it gives the same bytes again. */
  private static boolean isReversible(Filter filter, byte[] filtered, byte[] original) {
    try {
      filter.apply(new ProgramArray(filtered));
      byte[] undone = filtered.clone();
      filter.undo(new ProgramArray(undone));
      return Arrays.equals(undone, original);
    } catch (IOException e) {
      return false;
    }
  }
}
