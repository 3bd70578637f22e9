package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/**
 * Puts files of a kind next to each other, so that a compressor finds what they have in common:
 * data, kernel modules, libraries and small programs, then the large programs, which are all Go's.
 * Measured in bench/notes/2026-11-size.md.
 */
public final class SimilarityOrder implements FileOrder {
  private static final int HEADER = 18;
  private static final int RELOCATABLE = 1;
  private static final long LARGE = 2 << 20;

  /** In the order in which they are written. */
  private enum Kind {
    DATA,
    KERNEL_MODULE,
    SMALL_PROGRAM,
    LARGE_PROGRAM
  }

  private final boolean largeFirst;

  /** Inside a kind by path: best for zstd. */
  public SimilarityOrder() {
    this(false);
  }

  private SimilarityOrder(boolean largeFirst) {
    this.largeFirst = largeFirst;
  }

  /** Inside a kind by size, large first, then by path: best for xz, which remembers all of it. */
  public static SimilarityOrder largeFirst() {
    return new SimilarityOrder(true);
  }

  @Override
  public List<String> arrange(FileTree tree) throws IOException {
    List<Ranked> files = new ArrayList<>();
    for (String path : FileOrder.BY_PATH.arrange(tree)) {
      Content content = tree.file(path).orElseThrow().content();
      files.add(new Ranked(path, kind(content), largeFirst ? -content.size() : 0));
    }
    return files.stream()
        .sorted(Comparator.comparing(Ranked::kind).thenComparing(Ranked::rank))
        .map(Ranked::path)
        .toList();
  }

  /** Of those with one rank the order of the paths stays. */
  private record Ranked(String path, Kind kind, long rank) {}

  private static Kind kind(Content content) throws IOException {
    byte[] header;
    try (InputStream in = content.open()) {
      header = in.readNBytes(HEADER);
    }
    if (header.length < HEADER || header[0] != 0x7F || header[1] != 'E' || header[2] != 'L') {
      return Kind.DATA;
    }
    if (header[16] == RELOCATABLE) {
      return Kind.KERNEL_MODULE;
    }
    return content.size() > LARGE ? Kind.LARGE_PROGRAM : Kind.SMALL_PROGRAM;
  }
}
