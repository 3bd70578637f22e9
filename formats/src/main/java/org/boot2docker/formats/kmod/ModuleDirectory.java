package org.boot2docker.formats.kmod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** The names in {@code usr/lib/modules/<release>}: modules as files and those built in. */
final class ModuleDirectory {
  static final String PARENT = "usr/lib/modules";
  static final String BUILT_IN = "modules.builtin";
  static final String ORDER = "modules.order";

  private final FileTree tree;
  private final String directory;
  private final NavigableMap<String, ModuleFile> files = new TreeMap<>();
  private final NavigableSet<String> builtIn = new TreeSet<>();

  ModuleDirectory(FileTree tree, String release) throws IOException {
    this.tree = tree;
    this.directory = PARENT + "/" + release;
    for (Map.Entry<String, RegularFile> entry : filesBelow().entrySet()) {
      add(entry.getKey(), entry.getValue());
    }
    if (files.isEmpty()) {
      throw new IOException(
          "no kernel modules in /" + directory + ": name the release of the kernel's package");
    }
    for (String path : lines(BUILT_IN)) {
      builtIn.add(ModuleName.ofFile(path));
    }
  }

  private NavigableMap<String, RegularFile> filesBelow() {
    String prefix = directory + "/";
    NavigableMap<String, RegularFile> found = new TreeMap<>();
    tree.entries()
        .subMap(prefix, directory + "0")
        .forEach(
            (path, node) -> {
              if (node instanceof RegularFile file) {
                found.put(path.substring(prefix.length()), file);
              }
            });
    return found;
  }

  private void add(String relative, RegularFile file) throws IOException {
    Optional<String> path = ModuleName.uncompressed(relative);
    if (path.isEmpty()) {
      return;
    }
    ModuleFile module = new ModuleFile(path.get(), directory + "/" + relative, file.content());
    ModuleFile other = files.putIfAbsent(module.name(), module);
    if (other != null) {
      throw new IOException(
          "kernel module "
              + module.name()
              + " exists twice (/"
              + other.file()
              + " and /"
              + module.file()
              + "): leave one of them out");
    }
  }

  /** Where the release is in the tree. */
  String path() {
    return directory;
  }

  /** The modules that are files, by name with underscores. */
  NavigableMap<String, ModuleFile> files() {
    return Collections.unmodifiableNavigableMap(files);
  }

  /** The modules that the kernel itself holds, by name with underscores. */
  NavigableSet<String> builtIn() {
    return Collections.unmodifiableNavigableSet(builtIn);
  }

  /** The lines of one of the text files here; none when it is missing. */
  List<String> lines(String name) throws IOException {
    Optional<RegularFile> file = tree.file(directory + "/" + name);
    if (file.isEmpty()) {
      return List.of();
    }
    String text = new String(file.get().content().bytes(), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n"))
        .filter(line -> !line.isBlank())
        .collect(Collectors.toUnmodifiableList());
  }
}
