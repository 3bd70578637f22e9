package org.boot2docker.builder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.Folders;

/**
 * Modules that a project brings in its folder {@code vendor}. Without modules Go knows no versions,
 * so a type from a vendor folder is not the same as one from outside: each module moves to its own
 * import path, where all others find it, too.
 */
final class VendoredModules {
  private static final Pattern MODULE = Pattern.compile("# (\\S+) v\\S+.*");

  private VendoredModules() {}

  /**
   * Moves up the modules of a project, over what packages have in the same folders, as Debian's own
   * build prefers them.
   *
   * @param sources the folder of all sources
   * @param project its import path
   */
  static void moveUp(Path sources, String project) throws IOException {
    Path vendor = sources.resolve(project).resolve("vendor");
    Path list = vendor.resolve("modules.txt");
    if (!Files.exists(list)) {
      return;
    }
    for (String line : Files.readAllLines(list)) {
      Matcher module = MODULE.matcher(line);
      if (module.matches() && Files.isDirectory(vendor.resolve(module.group(1)))) {
        move(vendor.resolve(module.group(1)), inside(sources, module.group(1)));
        name(sources.resolve(module.group(1)), module.group(1));
      }
    }
    Folders.delete(vendor);
  }

  private static Path inside(Path sources, String module) throws BuildException {
    Path folder = sources.resolve(module).normalize();
    if (!folder.startsWith(sources)) {
      throw new BuildException("a list of modules names " + module + ", which is no import path");
    }
    return folder;
  }

  /** A folder's files replace all files of the folder that is there: they are one version. */
  private static void move(Path from, Path to) throws IOException {
    List<Path> entries;
    try (Stream<Path> list = Files.list(from)) {
      entries = list.toList();
    }
    if (entries.stream().anyMatch(Files::isRegularFile) && Files.isDirectory(to)) {
      deleteFiles(to);
    }
    Files.createDirectories(to);
    for (Path entry : entries) {
      Path target = to.resolve(Objects.requireNonNull(entry.getFileName()));
      if (Files.isDirectory(entry)) {
        move(entry, target);
      } else {
        Files.move(entry, target);
      }
    }
  }

  private static void deleteFiles(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.filter(each -> !Files.isDirectory(each)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Gives a folder a go.mod, if it has none: without it Go takes no version off an import path. */
  static void name(Path folder, String module) throws IOException {
    Path file = folder.resolve("go.mod");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Files.writeString(file, "module " + module + "\n");
    }
  }
}
