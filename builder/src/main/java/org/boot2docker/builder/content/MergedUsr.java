package org.boot2docker.builder.content;

import java.util.List;
import org.boot2docker.formats.tree.FileTree;

/**
 * Puts what a package or an overlay has in {@code /bin}, {@code /sbin} or {@code /lib*} where it
 * belongs in a merged {@code /usr}: in the image those names are links.
 */
public final class MergedUsr {
  private static final List<String> MOVED = List.of("bin", "sbin", "lib", "lib32", "lib64");

  private MergedUsr() {}

  /** The path in a merged {@code /usr}. */
  public static String path(String path) {
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    return MOVED.contains(first) ? "usr/" + path : path;
  }

  /** The same tree with every path moved. */
  public static FileTree of(FileTree tree) {
    FileTree merged = new FileTree();
    tree.entries().forEach((path, node) -> merged.put(path(path), node));
    return merged;
  }
}
