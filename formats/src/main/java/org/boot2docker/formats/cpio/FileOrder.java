package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/** The order in which the regular files of a tree are written. */
@FunctionalInterface
public interface FileOrder {

  /** Byte order of the paths. */
  FileOrder BY_PATH = FileOrder::regularFiles;

  /** The paths of every regular file of the tree, each once. */
  List<String> arrange(FileTree tree) throws IOException;

  /** The listed paths first, as far as they are files of the tree, then the others by path. */
  static FileOrder listed(List<String> first) {
    List<String> order = List.copyOf(first);
    return tree -> {
      List<String> files = regularFiles(tree);
      Set<String> arranged = new LinkedHashSet<>(order);
      arranged.retainAll(Set.copyOf(files));
      arranged.addAll(files);
      return List.copyOf(arranged);
    };
  }

  private static List<String> regularFiles(FileTree tree) {
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile) {
        paths.add(entry.getKey());
      }
    }
    return paths;
  }
}
