package org.boot2docker.formats.kmod;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.formats.tree.FileTree;

/** Names of modules: a dash and an underscore are the same, Linux itself shows underscores. */
final class ModuleName {
  private static final Pattern FILE = Pattern.compile("(.+\\.ko)(\\.(xz|zst|gz))?");
  private static final String EXTENSION = ".ko";

  private ModuleName() {}

  static String normalize(String name) {
    return name.replace('-', '_');
  }

  /** The path of a module's file without the ending of its compression; empty for other files. */
  static Optional<String> uncompressed(String path) {
    Matcher file = FILE.matcher(path);
    return file.matches() ? Optional.of(file.group(1)) : Optional.empty();
  }

  /** The module in a file that ends with {@code .ko}. */
  static String ofFile(String uncompressedPath) {
    String file = FileTree.name(uncompressedPath);
    return normalize(
        file.endsWith(EXTENSION) ? file.substring(0, file.length() - EXTENSION.length()) : file);
  }
}
