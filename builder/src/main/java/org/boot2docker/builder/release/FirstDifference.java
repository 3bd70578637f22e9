package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.files.ImageFiles;

/** Where two files, which should be the same, first differ. */
final class FirstDifference {
  private FirstDifference() {}

  /** In words; nothing when they are the same bytes. */
  static Optional<String> between(Path one, Path other) throws IOException {
    long at = Files.mismatch(one, other);
    if (at < 0) {
      return Optional.empty();
    }
    String where = one.getFileName() + " differs from byte " + at + " on";
    return Optional.of(one.toString().endsWith(".iso") ? where + inIso(one, other, at) : where);
  }

  private static String inIso(Path one, Path other, long at) throws IOException {
    StringBuilder where = new StringBuilder();
    try {
      for (Map.Entry<String, Node> entry : IsoReader.read(one).files().entries().entrySet()) {
        if (entry.getValue() instanceof RegularFile file
            && file.content() instanceof FileSlice slice
            && at >= slice.offset()
            && at < slice.offset() + slice.size()) {
          long within = at - slice.offset();
          where.append(", byte ").append(within).append(" of ").append(entry.getKey());
        }
      }
      file(ImageFiles.of(one), ImageFiles.of(other))
          .ifPresent(file -> where.append("; the first file that differs is ").append(file));
    } catch (FormatException e) {
      where.append("; one of them is no image: ").append(e.getMessage());
    }
    return where.toString();
  }

  private static Optional<String> file(List<ImageFile> one, List<ImageFile> other) {
    Iterator<ImageFile> others = other.iterator();
    for (ImageFile file : one) {
      if (file.in().equals(ImageFile.INITRAMFS) && (!others.hasNext() || differs(file, others))) {
        return Optional.of("/" + file.path() + " of the RAM file system");
      }
    }
    return Optional.empty();
  }

  /** Both lists are sorted, and files of the RAM file system come first. */
  private static boolean differs(ImageFile file, Iterator<ImageFile> others) {
    return !file.equals(others.next());
  }
}
