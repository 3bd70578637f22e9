package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/**
 * Puts files of a kind next to each other, so that a compressor finds what they have in common:
 * data, kernel modules, libraries and small programs, then the large programs, which are all Go's.
 * Inside a kind they are in order of their paths. Measured in docs/size.md.
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

  /** An order without settings. */
  public SimilarityOrder() {}

  @Override
  public List<String> arrange(FileTree tree) throws IOException {
    Map<String, Kind> kinds = new TreeMap<>();
    for (String path : FileOrder.BY_PATH.arrange(tree)) {
      kinds.put(path, kind(tree.file(path).orElseThrow().content()));
    }
    return kinds.entrySet().stream()
        .sorted(
            Map.Entry.<String, Kind>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

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
