package org.boot2docker.builder.content;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.elf.ElfInfo;
import org.boot2docker.formats.elf.ElfReader;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * Finds the shared libraries that programs ask for, as the dynamic loader will: by the NEEDED
 * entries of their ELF files (ELF specification, Dynamic Section), in Debian's library directories.
 */
public final class SharedLibraries {
  private final Architecture architecture;

  /** Libraries of one architecture. */
  public SharedLibraries(Architecture architecture) {
    this.architecture = architecture;
  }

  /** Which paths of a package may be shared libraries in a directory that the loader looks in. */
  public static Predicate<String> paths(Architecture architecture) {
    Set<String> directories = Set.copyOf(directories(architecture));
    return path -> {
      String merged = MergedUsr.path(path);
      return directories.contains(FileTree.parent(merged)) && merged.contains(".so");
    };
  }

  /**
   * Adds the libraries that the files of a tree need, and those that these need in turn.
   *
   * @param tree the image
   * @param sources trees to take libraries from, the first that has one wins
   * @throws BuildException naming every library that is missing and a file that needs it
   */
  public void complete(FileTree tree, List<FileTree> sources) throws IOException {
    Deque<String> open = new ArrayDeque<>(tree.entries().keySet());
    Set<String> tried = new HashSet<>();
    while (!open.isEmpty()) {
      String path = open.remove();
      for (String soname : read(tree, path).map(ElfInfo::needed).orElse(List.of())) {
        if (find(tree, soname).isEmpty() && tried.add(soname)) {
          open.addAll(copy(soname, sources, tree));
        }
      }
    }
    List<String> problems = problems(tree);
    if (!problems.isEmpty()) {
      throw new BuildException(
          String.join("; ", problems)
              + ": add the package that has it to rootfs.libraries in your description");
    }
  }

  /**
   * What the programs of a tree ask for and don't find: libraries, versions of symbols, the loader.
   *
   * @return a line for each, none when the tree is complete
   */
  public List<String> problems(FileTree tree) throws IOException {
    TreeSet<String> problems = new TreeSet<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      Optional<ElfInfo> elf = read(tree, entry.getKey());
      if (elf.isPresent()) {
        problems.addAll(problems(entry.getKey(), elf.get(), tree));
      }
    }
    return List.copyOf(problems);
  }

  private List<String> problems(String path, ElfInfo elf, FileTree tree) throws IOException {
    List<String> problems = new ArrayList<>();
    if (elf.machine() != architecture.elfMachine()) {
      problems.add(path + " is not for " + architecture.debianName());
    }
    if (elf.interpreter().isPresent() && tree.file(elf.interpreter().get()).isEmpty()) {
      problems.add(path + " needs the loader " + elf.interpreter().get() + ", which is missing");
    }
    for (String soname : elf.needed()) {
      Optional<String> library = find(tree, soname);
      if (library.isEmpty()) {
        problems.add(path + " needs the library " + soname + ", which is missing");
      } else {
        problems.addAll(missingVersions(path, elf, soname, library.get(), tree));
      }
    }
    return problems;
  }

  private static List<String> missingVersions(
      String path, ElfInfo elf, String soname, String library, FileTree tree) throws IOException {
    Set<String> missing = new TreeSet<>(elf.neededVersions().getOrDefault(soname, Set.of()));
    missing.removeAll(read(tree, library).map(ElfInfo::definedVersions).orElse(Set.of()));
    return missing.stream()
        .map(version -> path + " needs " + version + ", which " + soname + " does not have")
        .toList();
  }

  private static List<String> directories(Architecture architecture) {
    return List.of("usr/lib/" + architecture.multiarch(), "usr/lib");
  }

  private Optional<String> find(FileTree tree, String soname) {
    return directories(architecture).stream()
        .map(directory -> tree.resolve(directory + "/" + soname))
        .flatMap(Optional::stream)
        .filter(path -> tree.file(path).isPresent())
        .findFirst();
  }

  /** Copies a library and the link that gives it its name; gives the paths that came in. */
  private List<String> copy(String soname, List<FileTree> sources, FileTree tree) {
    for (FileTree source : sources) {
      for (String directory : directories(architecture)) {
        String path = directory + "/" + soname;
        Optional<String> target = source.resolve(path);
        if (target.isPresent() && source.file(path).isPresent()) {
          tree.put(target.get(), source.get(target.get()).orElseThrow());
          if (!target.get().equals(path)) {
            tree.put(path, new SymbolicLink(FileTree.name(target.get())));
          }
          return List.of(target.get());
        }
      }
    }
    return List.of();
  }

  private static Optional<ElfInfo> read(FileTree tree, String path) throws IOException {
    if (tree.get(path).orElse(null) instanceof RegularFile file) {
      try {
        return ElfReader.read(file.content());
      } catch (IOException e) {
        throw new BuildException(path + ": " + e.getMessage(), e);
      }
    }
    return Optional.empty();
  }
}
