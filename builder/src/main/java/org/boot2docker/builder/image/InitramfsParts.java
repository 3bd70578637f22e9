package org.boot2docker.builder.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.boot2docker.builder.content.FilteredPrograms;
import org.boot2docker.builder.image.InitramfsStreams.Part;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.cpio.SimilarityOrder;
import org.boot2docker.formats.tree.FileTree;

/** Which stream of an initramfs each file is in, and so in which order the files are. */
final class InitramfsParts implements FileOrder {
  private static final String INIT = GuestPaths.inArchive(GuestPaths.INIT);

  /** Begins the names of the pieces of the archive with container images. */
  private static final String IMAGES = GuestPaths.inArchive(GuestPaths.IMAGES) + ".";

  private static final String MODULES = "usr/lib/modules/";

  /** The last file of all: init sees by it that the memory was enough for the others. */
  static final String COMPLETE = GuestPaths.inArchive(GuestPaths.COMPLETE);

  private final Set<String> unfiltered;
  private final Set<String> images;
  private final SimilarityOrder order;

  private InitramfsParts(Set<String> unfiltered, Set<String> images, SimilarityOrder order) {
    this.unfiltered = unfiltered;
    this.images = images;
    this.order = order;
  }

  /**
   * The parts of a tree. Kernel modules are apart from other machine code where that is filtered:
   * their branches have no targets before they are loaded.
   *
   * @param programs those that our own filters have rearranged
   * @param xz whether the compression is xz, which filters machine code
   */
  static InitramfsParts of(FileTree tree, FileTree programs, boolean xz) {
    Set<String> unfiltered = new TreeSet<>(programs.entries().keySet());
    unfiltered.remove(FilteredPrograms.LIST);
    if (xz) {
      unfiltered.addAll(tree.select(path -> path.startsWith(MODULES)).entries().keySet());
    }
    // The file at the very end belongs to whatever comes before it.
    Set<String> images =
        new TreeSet<>(tree.select(path -> path.startsWith(IMAGES)).entries().keySet());
    if (!images.isEmpty()) {
      images.add(COMPLETE);
    }
    if (!unfiltered.isEmpty()) {
      unfiltered.add(COMPLETE);
    }
    return new InitramfsParts(
        unfiltered, images, xz ? SimilarityOrder.largeFirst() : new SimilarityOrder());
  }

  /** The part that a file is in. Init can say that memory is short if it comes before the rest. */
  Part of(String path) {
    if (path.equals(INIT)) {
      return Part.INIT;
    }
    if (images.contains(path)) {
      return Part.IMAGES;
    }
    return unfiltered.contains(path) ? Part.UNFILTERED : Part.SYSTEM;
  }

  @Override
  public List<String> arrange(FileTree tree) throws IOException {
    List<String> files = new ArrayList<>(order.arrange(tree));
    files.sort(Comparator.comparing(this::of));
    if (files.remove(COMPLETE)) {
      files.add(COMPLETE);
    }
    return files;
  }
}
