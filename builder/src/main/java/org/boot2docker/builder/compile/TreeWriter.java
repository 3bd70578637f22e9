package org.boot2docker.builder.compile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * Writes trees of files below a folder; the links at the end, and none that leads out of the
 * folder: what is written through one later stays in it.
 */
public final class TreeWriter {
  private static final int EXECUTABLE = 0100;

  private final Path root;
  private final SortedMap<Path, String> links = new TreeMap<>();

  /** Writes below a folder. */
  public TreeWriter(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Writes the files of a tree over those that are there; directories come with their files. */
  public void write(FileTree tree) throws IOException {
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      Path path = root.resolve(entry.getKey()).normalize();
      if (!path.startsWith(root)) {
        throw new IOException(entry.getKey() + " is outside of the folder it belongs to");
      }
      if (entry.getValue() instanceof RegularFile file) {
        write(file, path);
      } else if (entry.getValue() instanceof SymbolicLink link) {
        links.put(path, link.target());
      }
    }
  }

  private static void write(RegularFile file, Path path) throws IOException {
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.deleteIfExists(path);
    try (InputStream in = file.content().open()) {
      Files.copy(in, path);
    }
    if ((file.attributes().mode() & EXECUTABLE) != 0 && !path.toFile().setExecutable(true)) {
      throw new IOException("can't make " + path + " executable: choose another cache (--cache)");
    }
  }

  /**
   * Makes the links of all trees, but where a file is. Those that lead out of the folder are left
   * out: they mean files of a Debian system, and would be the host's.
   */
  public void link() throws IOException {
    for (Map.Entry<Path, String> link : links.entrySet()) {
      Path path = link.getKey();
      if (!Files.exists(path)) {
        Path parent = Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.deleteIfExists(path);
        Path target = Path.of(link.getValue());
        if (staysInside(parent, target)) {
          Files.createSymbolicLink(path, target);
        }
      }
    }
  }

  /** With {@code ..} behind a name, which may be a link itself, nobody can say. */
  private boolean staysInside(Path parent, Path target) throws IOException {
    return target.equals(target.normalize())
        && parent.toRealPath().resolve(target).normalize().startsWith(root.toRealPath());
  }
}
