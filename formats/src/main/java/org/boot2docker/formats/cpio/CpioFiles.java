package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Goes through the regular files of cpio archives in the format newc, each with all of its names;
 * holds no more than one file in memory, and those of which names are still to come.
 */
public final class CpioFiles {
  private static final int PERMISSIONS = 07777;

  private final CpioInput in;
  private final Visitor visitor;
  private final Map<CpioHeader.Inode, Linked> waiting = new LinkedHashMap<>();

  /** Hears of each file. */
  @FunctionalInterface
  public interface Visitor {
    /** A file, and its names as the archive has them. */
    void file(List<String> names, RegularFile file) throws IOException;
  }

  /** What is known of a file with several names; its data come with any of them. */
  private record Linked(List<String> names, RegularFile file) {}

  private CpioFiles(InputStream in, Visitor visitor) {
    this.in = new CpioInput(in);
    this.visitor = visitor;
  }

  /**
   * Reads to the end of the stream; archives may follow each other, with zeros between them.
   *
   * @throws FormatException when the bytes are not complete newc archives, with the offset
   */
  public static void visit(InputStream in, Visitor visitor) throws IOException {
    CpioFiles files = new CpioFiles(in, visitor);
    if (!files.in.skipZeros()) {
      throw FormatException.at(CpioInput.FORMAT, 0, "no archive");
    }
    do {
      files.entry();
    } while (files.in.skipZeros());
    files.visitIncomplete();
  }

  private void entry() throws IOException {
    CpioInput.Entry entry = in.readEntry();
    CpioHeader header = entry.header();
    byte[] data = in.readData(header.size());
    if (entry.name().equals(CpioHeader.TRAILER)) {
      visitIncomplete();
    } else if ((header.mode() & CpioHeader.TYPE_MASK) == CpioHeader.REGULAR) {
      Attributes attributes = new Attributes((int) header.mode() & PERMISSIONS, 0, 0);
      file(entry.name(), header, new RegularFile(attributes, Content.of(data)));
    }
  }

  private void file(String name, CpioHeader header, RegularFile file) throws IOException {
    if (header.links() < 2) {
      visitor.file(List.of(name), file);
      return;
    }
    CpioHeader.Inode inode = header.identity();
    Linked before = waiting.getOrDefault(inode, new Linked(List.of(), file));
    List<String> names = new ArrayList<>(before.names());
    names.add(name);
    Linked now = new Linked(names, before.file().content().size() > 0 ? before.file() : file);
    if (names.size() < header.links()) {
      waiting.put(inode, now);
    } else {
      waiting.remove(inode);
      visitor.file(now.names(), now.file());
    }
  }

  /** Their other names are outside of the archive. */
  private void visitIncomplete() throws IOException {
    for (Linked linked : waiting.values()) {
      visitor.file(linked.names(), linked.file());
    }
    waiting.clear();
  }
}
