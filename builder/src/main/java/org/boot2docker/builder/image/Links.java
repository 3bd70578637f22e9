package org.boot2docker.builder.image;

import java.util.Map;
import java.util.SortedMap;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.FileTree;

/** Puts the symbolic links of a description into a tree. */
final class Links {
  private Links() {}

  /**
   * A link takes the place of a file, never that of what lies in a folder.
   *
   * @param key where the links are described
   * @throws BuildException naming the one that can't be there
   */
  static void put(FileTree tree, String key, SortedMap<String, String> links)
      throws BuildException {
    for (Map.Entry<String, String> link : links.entrySet()) {
      try {
        tree.link(link.getKey(), link.getValue());
      } catch (IllegalArgumentException e) {
        throw new BuildException(
            key
                + "."
                + link.getKey()
                + ": "
                + e.getMessage()
                + ": remove what is there, or name another path",
            e);
      }
    }
  }
}
