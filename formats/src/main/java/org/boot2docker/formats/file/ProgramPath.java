package org.boot2docker.formats.file;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as shells do: in the folders of {@code PATH}, with {@code .exe} on Windows. */
public final class ProgramPath {
  private ProgramPath() {}

  /** The first program of that name in {@code PATH}. */
  public static Optional<Path> find(String name, Map<String, String> environment) {
    return all(name, environment, List.of()).findFirst();
  }

  /**
   * All programs of that name, the ones in {@code PATH} first.
   *
   * @param further folders to look in afterwards, for what installers put elsewhere
   */
  public static Stream<Path> all(
      String name, Map<String, String> environment, List<String> further) {
    // Windows calls it so, and the map is of one mind about letters.
    String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), further.stream())
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(name, name + ".exe").flatMap(file -> path(folder, file)))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file));
  }

  private static Stream<Path> path(String folder, String file) {
    try {
      return Stream.of(Path.of(folder, file));
    } catch (InvalidPathException e) {
      // No program is in a folder whose name can't be.
      return Stream.empty();
    }
  }
}
