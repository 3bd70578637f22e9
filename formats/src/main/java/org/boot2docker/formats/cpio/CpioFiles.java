package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Content;
import org.jspecify.annotations.Nullable;

/**
 * The regular files that Linux makes of newc archives, by the rules of its init/initramfs.c; holds
 * the contents of no more than one in memory.
 *
 * @param <T> what is kept of each file
 */
public final class CpioFiles<T> {
  private final CpioInput in;
  private final Summary<T> summary;
  private final SortedMap<String, Shared<T>> files = new TreeMap<>();

  /** First names of files that said to have several. */
  private final Map<CpioHeader.Inode, String> linked = new HashMap<>();

  /** What is to be kept of a file's contents. */
  @FunctionalInterface
  public interface Summary<T> {
    /** The summary of contents that can't be read again later. */
    T of(Content content) throws IOException;
  }

  /** A file, whatever names it has. */
  private static final class Shared<T> {
    private T value;

    Shared(T value) {
      this.value = value;
    }
  }

  private CpioFiles(InputStream in, Summary<T> summary) {
    this.in = new CpioInput(in);
    this.summary = summary;
  }

  /**
   * Reads to the end of the stream; archives may follow each other, with zeros between them.
   *
   * @return by path from the root on; every name of a file has its contents
   * @throws FormatException when the bytes are not complete newc archives, with the offset
   */
  public static <T> SortedMap<String, T> read(InputStream in, Summary<T> summary)
      throws IOException {
    CpioFiles<T> reader = new CpioFiles<>(in, summary);
    if (!reader.in.skipZeros()) {
      throw FormatException.at(CpioInput.FORMAT, 0, "no archive");
    }
    do {
      reader.entry();
    } while (reader.in.skipZeros());
    SortedMap<String, T> found = new TreeMap<>();
    reader.files.forEach((path, file) -> found.put(path, file.value));
    return found;
  }

  private void entry() throws IOException {
    CpioInput.Entry entry = in.readEntry();
    CpioHeader header = entry.header();
    Content content = Content.of(in.readData(header.size()));
    if (entry.isTrailer()) {
      linked.clear();
    } else if ((header.mode() & CpioHeader.TYPE_MASK) != CpioHeader.REGULAR) {
      files.remove(entry.path());
    } else if (header.links() > 1 && linked.containsKey(header.identity())) {
      link(linked.get(header.identity()), entry.path(), content);
    } else {
      if (header.links() > 1) {
        linked.put(header.identity(), entry.path());
      }
      write(files.get(entry.path()), entry.path(), content);
    }
  }

  /** Data that come later are written over those before; no data change nothing. */
  private void link(String first, String path, Content content) throws IOException {
    files.remove(path);
    Shared<T> file = files.get(first);
    if (file == null) {
      return;
    }
    files.put(path, file);
    if (content.size() > 0) {
      file.value = summary.of(content);
    }
  }

  /** A file that is there already keeps its other names. */
  private void write(@Nullable Shared<T> file, String path, Content content) throws IOException {
    T value = summary.of(content);
    if (file == null) {
      files.put(path, new Shared<>(value));
    } else {
      file.value = value;
    }
  }
}
