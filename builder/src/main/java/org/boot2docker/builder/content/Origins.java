package org.boot2docker.builder.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/** Which package each file of a tree is from, kept beside the step's result. */
public final class Origins {
  private static final String FILE = "origins";

  private final Map<Content, String> packages = new IdentityHashMap<>();

  /** Notes a package's files; they may be moved, linked or given other attributes afterwards. */
  public void add(String name, FileTree files) {
    for (Node node : files.entries().values()) {
      if (node instanceof RegularFile file) {
        packages.put(file.content(), name);
      }
    }
  }

  /** Notes that a content is another one now. */
  void replace(Content before, Content after) {
    String name = packages.get(before);
    if (name != null) {
      packages.put(after, name);
    }
  }

  /** The packages by path, as far as a tree's files are from one. */
  public Map<String, String> of(FileTree tree) {
    Map<String, String> origins = new TreeMap<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file && packages.containsKey(file.content())) {
        origins.put(entry.getKey(), packages.get(file.content()));
      }
    }
    return origins;
  }

  /** Writes them into a step's directory: package, space, path. */
  public static void write(Map<String, String> origins, Path directory) throws IOException {
    StringBuilder lines = new StringBuilder();
    origins.forEach((path, name) -> lines.append(name).append(' ').append(path).append('\n'));
    Files.writeString(directory.resolve(FILE), lines);
  }

  /** Reads what {@link #write} wrote. */
  public static Map<String, String> read(Path directory) throws IOException {
    Map<String, String> origins = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve(FILE))) {
      int space = line.indexOf(' ');
      origins.put(line.substring(space + 1), line.substring(0, space));
    }
    return origins;
  }
}
