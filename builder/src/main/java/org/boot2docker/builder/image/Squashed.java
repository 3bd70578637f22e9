package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.squashfs.SquashfsWriter;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * Moves directories into file systems of their own that stay compressed in memory. The guest mounts
 * each at the directory's place: {@code <SQUASHED>/usr/x.squashfs} on {@code /usr/x}; at each boot,
 * or only when a setting needs it.
 */
final class Squashed {
  private static final String PLACE = GuestPaths.inArchive(GuestPaths.SQUASHED) + "/";
  private static final String ON_DEMAND = GuestPaths.inArchive(GuestPaths.ON_DEMAND) + "/";
  private static final String SUFFIX = ".squashfs";
  private static final int BEST = 19;
  private static final int FAST = 3;

  private final List<String> atBoot;
  private final List<String> onDemand;
  private final SquashfsWriter writer;

  Squashed(IsoSpec spec, Instant time, int workers) {
    this.atBoot = spec.squash();
    this.onDemand = spec.onDemand();
    boolean fast = spec.compression() == IsoSpec.Compression.ZSTD_FAST;
    this.writer = new SquashfsWriter(time, fast ? FAST : BEST, workers);
  }

  /** Whether a file of the image is such a file system that is mounted at each boot. */
  static boolean isFileSystem(String path) {
    return path.startsWith(PLACE);
  }

  /**
   * Puts file systems in the place of what is in the directories.
   *
   * @param spool directory that takes the file systems; they are read as long as the tree is
   * @param listener hears how each file system gets on
   * @throws BuildException when a directory has no files
   */
  void apply(FileTree tree, Path spool, BuildListener listener) throws IOException {
    for (String directory : atBoot) {
      replace(tree, "squash", directory, PLACE, spool, listener);
    }
    for (String directory : onDemand) {
      FileTree linked = linkedFromOutside(tree, directory);
      replace(tree, "on-demand", directory, ON_DEMAND, spool, listener);
      tree.putAll(linked);
    }
  }

  private void replace(
      FileTree tree, String key, String directory, String place, Path spool, BuildListener listener)
      throws IOException {
    FileTree part = below(directory, tree);
    if (part.entries().isEmpty()) {
      throw new BuildException(
          "iso."
              + key
              + " names "
              + directory
              + ", in which the image has no files: remove it there with -"
              + key
              + ": ["
              + directory
              + "], or add files");
    }
    Path file = spool.resolve(directory.replace('/', '-') + SUFFIX);
    long total = part.bytes();
    Node folder = tree.get(directory).orElseThrow();
    writer.write(
        part,
        folder.attributes(),
        file,
        done -> listener.work("compressing " + directory, done, total));
    tree.remove(directory);
    tree.put(directory, folder);
    tree.put(place + directory + SUFFIX, new RegularFile(Attributes.DATA, Content.of(file)));
  }

  /** The files of a directory that links elsewhere lead to. */
  private static FileTree linkedFromOutside(FileTree tree, String directory) {
    FileTree linked = new FileTree();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof SymbolicLink && !isIn(directory, entry.getKey())) {
        tree.resolve(entry.getKey())
            .filter(path -> isIn(directory, path))
            .ifPresent(path -> linked.put(path, tree.get(path).orElseThrow()));
      }
    }
    return linked;
  }

  private static boolean isIn(String directory, String path) {
    return path.startsWith(directory + "/");
  }

  /** What is in a directory, by paths from there. */
  private static FileTree below(String directory, FileTree tree) {
    FileTree part = new FileTree();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (isIn(directory, entry.getKey())) {
        part.put(entry.getKey().substring(directory.length() + 1), entry.getValue());
      }
    }
    return part;
  }

  /** The packages of files, with those of squashed files at the file system that they are in. */
  Map<String, String> origins(Map<String, String> of) {
    Map<String, String> moved = new TreeMap<>();
    of.forEach(
        (path, name) ->
            moved.merge(
                placeOf(path), name, (one, other) -> one.equals(other) ? one : one + "+" + other));
    return moved;
  }

  private String placeOf(String path) {
    return place(atBoot, PLACE, path).or(() -> place(onDemand, ON_DEMAND, path)).orElse(path);
  }

  private static Optional<String> place(List<String> directories, String place, String path) {
    return directories.stream()
        .filter(directory -> isIn(directory, path))
        .map(directory -> place + directory + SUFFIX)
        .findFirst();
  }
}
