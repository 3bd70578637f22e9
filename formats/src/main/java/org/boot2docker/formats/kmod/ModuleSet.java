package org.boot2docker.formats.kmod;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/**
 * The modules of one kernel, to choose from. Only their names are read at first; a module is
 * unpacked when it is first chosen, and then kept in memory.
 *
 * <p>Not safe for use by several threads at once; uses several itself.
 */
public final class ModuleSet {
  private final ModuleDirectory directory;
  private final ModuleReader reader;
  private final Map<String, Integer> positions = new HashMap<>();

  private ModuleSet(ModuleDirectory directory) throws IOException {
    this.directory = directory;
    this.reader = new ModuleReader(directory);
    for (String path : directory.lines(ModuleDirectory.ORDER)) {
      positions.putIfAbsent(path, positions.size());
    }
  }

  /** The releases of kernels that a tree has modules of, sorted. */
  public static List<String> releases(FileTree tree) {
    return tree.children(ModuleDirectory.PARENT);
  }

  /**
   * The modules in {@code usr/lib/modules/<release>} with their modules.builtin and modules.order;
   * files may be compressed with xz, zstd or gzip.
   *
   * @throws IOException when there are no modules, or two of one name
   */
  public static ModuleSet of(FileTree tree, String release) throws IOException {
    return new ModuleSet(new ModuleDirectory(tree, release));
  }

  /** The names of the modules that are files, with underscores. */
  public Set<String> names() {
    return directory.files().keySet();
  }

  /**
   * The named modules with all that they need, and the soft dependencies that exist, each after
   * what it needs. A dash in a name is as good as an underscore. What is built into the kernel may
   * be named and is left out.
   *
   * @throws IOException for a name that is unknown (says which are near), a dependency that is
   *     missing, or a damaged module
   */
  public List<KernelModule> closure(Collection<String> names) throws IOException {
    return new Closure(directory, reader).of(names);
  }

  /**
   * The closure as a tree: {@code usr/lib/modules/<release>} with uncompressed modules, their
   * signatures kept, and the text indexes as depmod(8) would write them (modules.dep, .alias,
   * .softdep, .symbols, .devname, .order, and .builtin as it was).
   *
   * @throws IOException as {@link #closure}
   */
  public FileTree image(Collection<String> names) throws IOException {
    List<KernelModule> modules =
        closure(names).stream().sorted(order()).collect(Collectors.toUnmodifiableList());
    FileTree image = new FileTree();
    for (KernelModule module : modules) {
      image.putFile(at(module.path()), module.content());
    }
    ModuleIndexes indexes = new ModuleIndexes(modules);
    put(image, "modules.dep", indexes.dependencies());
    put(image, "modules.alias", indexes.aliases());
    put(image, "modules.softdep", indexes.softDependencies());
    put(image, "modules.symbols", indexes.symbols());
    put(image, "modules.devname", indexes.deviceNames());
    put(image, ModuleDirectory.ORDER, indexes.order());
    put(image, ModuleDirectory.BUILT_IN, builtIn());
    return image;
  }

  /**
   * As {@link #image}, but of all modules except those that are named here and that no other one
   * needs.
   *
   * @throws IOException as {@link #closure}
   */
  public FileTree imageWithout(Collection<String> names) throws IOException {
    Set<String> others = new TreeSet<>(names());
    others.removeAll(new Closure(directory, reader).named(names));
    return image(others);
  }

  /** By place in modules.order, which decides between modules for one device. */
  private Comparator<KernelModule> order() {
    return Comparator.comparing(
            (KernelModule module) -> positions.getOrDefault(module.path(), positions.size()))
        .thenComparing(KernelModule::path);
  }

  private String builtIn() throws IOException {
    return directory.lines(ModuleDirectory.BUILT_IN).stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private void put(FileTree image, String name, String text) {
    image.putFile(at(name), Content.of(text));
  }

  private String at(String path) {
    return directory.path() + "/" + path;
  }
}
