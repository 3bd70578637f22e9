package org.boot2docker.builder.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.builder.compile.CompilationException;

/**
 * Makes a program into a package that others can import, where it is: Go refuses to import a
 * package main, and elsewhere it could not import what is internal to its project.
 */
final class MainPackage {
  private static final Pattern CLAUSE = Pattern.compile("(?m)^package main$");
  private static final Pattern FUNCTION = Pattern.compile("(?m)^func main\\(\\) \\{");

  private MainPackage() {}

  /**
   * Renames the package after its folder, and its function main to Main.
   *
   * @throws CompilationException when the folder has no such program
   */
  static void open(Path folder, String importPath) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CompilationException(
          "'mains' names " + importPath + ", which no package and no archive has: correct it");
    }
    EngineSources.deleteTests(folder);
    String name =
        Objects.requireNonNull(folder.getFileName()).toString().replaceAll("[^A-Za-z0-9]", "");
    int functions = 0;
    for (Path file : goFiles(folder)) {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String named = CLAUSE.matcher(text).replaceFirst("package " + name);
      String opened =
          FUNCTION.matcher(named).replaceFirst("// Main is the program.\nfunc Main() {");
      functions += opened.equals(named) ? 0 : 1;
      Files.writeString(file, opened, StandardCharsets.UTF_8);
    }
    if (functions == 0) {
      throw new CompilationException(
          "'mains' names " + importPath + ", which has no function main: correct it");
    }
  }

  private static List<Path> goFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".go")).sorted().toList();
    }
  }
}
