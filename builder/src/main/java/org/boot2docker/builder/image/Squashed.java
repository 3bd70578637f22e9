package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.squashfs.SquashfsWriter;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Moves directories into file systems of their own that stay compressed in memory. The guest mounts
 * each at the directory's place: {@code <SQUASHED>/usr/x.squashfs} on {@code /usr/x}.
 */
final class Squashed {
  private static final String PLACE = GuestPaths.inArchive(GuestPaths.SQUASHED) + "/";
  private static final String SUFFIX = ".squashfs";
  private static final int BEST = 19;
  private static final int FAST = 3;

  private final List<String> directories;
  private final SquashfsWriter writer;

  Squashed(IsoSpec spec, Instant time) {
    this.directories = spec.squash();
    boolean fast = spec.compression() == IsoSpec.Compression.ZSTD_FAST;
    this.writer = new SquashfsWriter(time, fast ? FAST : BEST);
  }

  /** Where the file system of a directory is in the image. */
  static String place(String directory) {
    return PLACE + directory + SUFFIX;
  }

  /** Whether a file of the image is such a file system. */
  static boolean isFileSystem(String path) {
    return path.startsWith(PLACE);
  }

  /**
   * Puts file systems in the place of what is in the directories.
   *
   * @param spool directory that takes the file systems; they are read as long as the tree is
   * @throws BuildException when a directory has no files
   */
  void apply(FileTree tree, Path spool) throws IOException {
    for (String directory : directories) {
      FileTree part = below(directory, tree);
      if (part.entries().isEmpty()) {
        throw new BuildException(
            "iso.squash names "
                + directory
                + ", in which the image has no files: remove it there with -squash: ["
                + directory
                + "], or add files");
      }
      Path file = spool.resolve(directory.replace('/', '-') + SUFFIX);
      writer.write(part, file);
      tree.remove(directory);
      tree.makeDirectory(directory);
      tree.put(place(directory), new RegularFile(Attributes.DATA, Content.of(file)));
    }
  }

  /** What is in a directory, by paths from there. */
  private static FileTree below(String directory, FileTree tree) {
    FileTree part = new FileTree();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (entry.getKey().startsWith(directory + "/")) {
        part.put(entry.getKey().substring(directory.length() + 1), entry.getValue());
      }
    }
    return part;
  }

  /** The packages of files, with those of squashed files at the file system that they are in. */
  Map<String, String> origins(Map<String, String> of) {
    Map<String, String> moved = new TreeMap<>();
    of.forEach(
        (path, name) -> {
          String place =
              directories.stream()
                  .filter(directory -> path.startsWith(directory + "/"))
                  .map(Squashed::place)
                  .findFirst()
                  .orElse(path);
          moved.merge(place, name, (one, other) -> one.equals(other) ? one : one + "+" + other);
        });
    return moved;
  }
}
