package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import org.boot2docker.formats.ContentCopy;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * Writes a tree as one newc archive: directories, then links and devices, both by path, then the
 * regular files in a given order. Inode numbers count up from 1, so the bytes depend on nothing but
 * the tree, the order and the time.
 *
 * <p>A file with several names has its data with the first one, which is the one that Linux
 * creates; the others follow without data and with the same inode number.
 */
public final class CpioWriter {
  private static final String FORMAT = "cpio";
  private static final long MAX_FIELD = 0xFFFF_FFFFL;
  private static final int MAX_NAME = 255;

  private final FileOrder order;
  private final long time;

  /**
   * A writer that gives every entry the same modification time.
   *
   * @param order of the regular files
   * @param time whole seconds are kept, 1970 to 2106
   * @throws IllegalArgumentException when the time is out of that range
   */
  public CpioWriter(FileOrder order, Instant time) {
    this.order = order;
    this.time = time.getEpochSecond();
    if (this.time < 0 || this.time > MAX_FIELD) {
      throw new IllegalArgumentException("newc holds times from 1970 to 2106, not " + time);
    }
  }

  /**
   * Writes the archive; the stream stays open. Content is read once and not held.
   *
   * @throws FormatException when a path, link or file is longer than the format or Linux takes, or
   *     a file changed while it was read
   */
  public void write(FileTree tree, OutputStream out) throws IOException {
    write(tree, path -> out);
  }

  /** Where the files of an archive go that lies in several streams. */
  public interface Streams {

    /** The stream for this file and those behind it, until another file gets another one. */
    OutputStream forFile(String path) throws IOException;
  }

  /**
   * As {@link #write(FileTree, OutputStream)}, but into several streams in the order of the files.
   * Where each is compressed by itself, Linux has the files of one even when it fails to unpack the
   * next. What is not a file comes first, in the stream of the first file. Closes none of them.
   */
  public void write(FileTree tree, Streams streams) throws IOException {
    List<String> files = order.arrange(tree);
    new Run(streams).write(tree.entries(), files);
  }

  /** One archive in the making. */
  private final class Run {
    private final Streams streams;
    private OutputStream out = OutputStream.nullOutputStream();
    private final Map<RegularFile, Integer> names = new IdentityHashMap<>();
    private final Map<RegularFile, Long> inodes = new IdentityHashMap<>();
    private long lastInode;

    Run(Streams streams) {
      this.streams = streams;
    }

    void write(NavigableMap<String, Node> entries, List<String> files) throws IOException {
      for (Node node : entries.values()) {
        if (node instanceof RegularFile file) {
          names.merge(file, 1, Integer::sum);
        }
      }
      checkOrder(entries, files);
      out = streams.forFile(files.isEmpty() ? "" : files.get(0));
      writeAll(entries, Directory.class);
      writeAll(entries, SymbolicLink.class);
      writeAll(entries, DeviceNode.class);
      for (String path : files) {
        if (entries.get(path) instanceof RegularFile file) {
          out = streams.forFile(path);
          writeFile(path, file);
        }
      }
      writeTrailer();
    }

    private void writeAll(NavigableMap<String, Node> entries, Class<? extends Node> type)
        throws IOException {
      for (Map.Entry<String, Node> entry : entries.entrySet()) {
        if (type.isInstance(entry.getValue())) {
          writeNode(entry.getKey(), entry.getValue());
        }
      }
    }

    private void writeNode(String path, Node node) throws IOException {
      long inode = ++lastInode;
      if (node instanceof SymbolicLink link) {
        byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
        if (target.length >= CpioHeader.MAX_NAME_SIZE) {
          throw FormatException.of(FORMAT, path, "link target longer than 4095 bytes");
        }
        writeHeader(path, node, CpioHeader.LINK, inode, 1, target.length, 0, 0);
        writePadded(target);
      } else if (node instanceof DeviceNode device) {
        int type =
            device.kind() == DeviceNode.Kind.BLOCK
                ? CpioHeader.BLOCK_DEVICE
                : CpioHeader.CHARACTER_DEVICE;
        writeHeader(path, node, type, inode, 1, 0, device.major(), device.minor());
      } else {
        writeHeader(path, node, CpioHeader.DIRECTORY, inode, 2, 0, 0, 0);
      }
    }

    private void writeFile(String path, RegularFile file) throws IOException {
      int links = names.getOrDefault(file, 1);
      Long written = inodes.get(file);
      if (written != null) {
        writeHeader(path, file, CpioHeader.REGULAR, written, links, 0, 0, 0);
        return;
      }
      long inode = ++lastInode;
      inodes.put(file, inode);
      Content content = file.content();
      if (content.size() > MAX_FIELD) {
        throw FormatException.of(
            FORMAT, path, content.size() + " bytes are more than newc's limit of 4 GiB - 1");
      }
      writeHeader(path, file, CpioHeader.REGULAR, inode, links, content.size(), 0, 0);
      ContentCopy.copy(FORMAT, path, content, out);
      out.write(new byte[CpioHeader.padding(content.size())]);
    }

    private void writeHeader(
        String path, Node node, int type, long inode, int links, long size, int major, int minor)
        throws IOException {
      byte[] name = nameBytes(path);
      CpioHeader header =
          new CpioHeader(
              inode,
              type | node.attributes().mode(),
              node.attributes().uid(),
              node.attributes().gid(),
              links,
              time,
              size,
              0,
              major,
              minor,
              name.length);
      out.write(header.bytes());
      out.write(name);
      out.write(new byte[CpioHeader.padding(CpioHeader.LENGTH + name.length)]);
    }

    private void writeTrailer() throws IOException {
      byte[] name = (CpioHeader.TRAILER + "\0").getBytes(StandardCharsets.US_ASCII);
      out.write(new CpioHeader(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, name.length).bytes());
      out.write(name);
      out.write(new byte[CpioHeader.padding(CpioHeader.LENGTH + name.length)]);
    }

    private void writePadded(byte[] bytes) throws IOException {
      out.write(bytes);
      out.write(new byte[CpioHeader.padding(bytes.length)]);
    }
  }

  private static void checkOrder(NavigableMap<String, Node> entries, List<String> files)
      throws FormatException {
    Set<String> missing = new TreeSet<>();
    entries.forEach(
        (path, node) -> {
          if (node instanceof RegularFile) {
            missing.add(path);
          }
        });
    for (String path : files) {
      if (!missing.remove(path)) {
        throw FormatException.of(FORMAT, path, "the file order names no file, or one twice");
      }
    }
    if (!missing.isEmpty()) {
      throw FormatException.of(FORMAT, missing.iterator().next(), "the file order forgets it");
    }
  }

  private static byte[] nameBytes(String path) throws FormatException {
    byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
    if (name.length > CpioHeader.MAX_NAME_SIZE) {
      throw FormatException.of(FORMAT, path, "path longer than the 4095 bytes Linux takes");
    }
    if (FileTree.name(path).getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw FormatException.of(FORMAT, path, "name longer than the 255 bytes Linux takes");
    }
    if (path.equals(CpioHeader.TRAILER)) {
      throw FormatException.of(FORMAT, path, "the name marks the end of a cpio archive");
    }
    return name;
  }
}
