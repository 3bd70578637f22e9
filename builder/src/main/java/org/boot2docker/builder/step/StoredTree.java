package org.boot2docker.builder.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * A file tree kept in two files of a directory: {@code index}, a line for each entry, and {@code
 * data}, the contents one after another. Unlike an archive it is read back without reading the
 * contents, which are hundreds of megabytes.
 *
 * <p>A line is {@code d MODE UID GID PATH}, {@code f MODE UID GID OFFSET SIZE PATH} or {@code l
 * MODE UID GID TARGET-LENGTH TARGET PATH}; two lines with the same offset and a size above zero are
 * hard links. The last line is {@code end NUMBER-OF-ENTRIES}: an index that a power cut has
 * shortened lacks it.
 */
public final class StoredTree {
  private static final String INDEX = "index";
  private static final String DATA = "data";
  private static final String SPOOL = "spool";
  private static final String END = "end ";

  private StoredTree() {}

  /** Makes a tree with the help of a directory for big contents, which is deleted afterwards. */
  public interface Maker {
    /** Makes it. */
    FileTree make(Path spool) throws IOException;
  }

  /** Makes a tree and writes it into a directory that is there. */
  public static void write(Path directory, Maker maker) throws IOException {
    Path spool = directory.resolve(SPOOL);
    write(maker.make(spool), directory);
    Folders.delete(spool);
  }

  /** Writes a tree into a directory that is there. */
  static void write(FileTree tree, Path directory) throws IOException {
    StringBuilder index = new StringBuilder();
    Map<RegularFile, Long> offsets = new IdentityHashMap<>();
    long offset = 0;
    try (OutputStream data = Files.newOutputStream(directory.resolve(DATA))) {
      for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
        if (entry.getValue() instanceof RegularFile file && !offsets.containsKey(file)) {
          offsets.put(file, offset);
          try (InputStream in = file.content().open()) {
            offset += in.transferTo(data);
          }
        }
        index.append(line(entry.getKey(), entry.getValue(), offsets)).append('\n');
      }
    }
    index.append(END).append(tree.entries().size()).append('\n');
    Files.writeString(directory.resolve(INDEX), index);
  }

  /** Whether a directory has no tree, or a whole one. */
  static boolean isWhole(Path directory) throws IOException {
    Path index = directory.resolve(INDEX);
    Path data = directory.resolve(DATA);
    if (!Files.exists(index) && !Files.exists(data)) {
      return true;
    }
    try {
      return Files.exists(index) && Files.exists(data) && hasEnd(lines(directory));
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static List<String> lines(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve(INDEX), StandardCharsets.UTF_8);
  }

  private static boolean hasEnd(List<String> lines) {
    int entries = lines.size() - 1;
    return entries >= 0 && lines.get(entries).equals(END + entries);
  }

  private static String line(String path, Node node, Map<RegularFile, Long> offsets) {
    Attributes a = node.attributes();
    String owner = Integer.toOctalString(a.mode()) + " " + a.uid() + " " + a.gid() + " ";
    if (node instanceof RegularFile file) {
      return "f " + owner + offsets.get(file) + " " + file.content().size() + " " + path;
    } else if (node instanceof SymbolicLink link) {
      return "l " + owner + link.target().length() + " " + link.target() + " " + path;
    } else if (node instanceof Directory) {
      return "d " + owner + path;
    }
    throw new IllegalArgumentException(path + " is a device; devtmpfs makes those");
  }

  /**
   * Reads a tree back; contents are read from the data file when they are asked for.
   *
   * @throws BuildException when the files are not what {@link #write} wrote
   */
  public static FileTree read(Path directory) throws IOException {
    Path data = directory.resolve(DATA);
    long length = Files.size(data);
    FileTree tree = new FileTree();
    Map<Long, RegularFile> files = new HashMap<>();
    List<String> lines = lines(directory);
    if (!hasEnd(lines)) {
      throw new BuildException(directory + " is damaged: delete it and build again");
    }
    for (String line : lines.subList(0, lines.size() - 1)) {
      try {
        add(line, data, length, files, tree);
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new BuildException(
            directory + " is damaged: delete it and build again (" + line + ")", e);
      }
    }
    return tree;
  }

  private static void add(
      String line, Path data, long length, Map<Long, RegularFile> files, FileTree tree) {
    String[] head = line.split(" ", 5);
    Attributes attributes =
        new Attributes(
            Integer.parseInt(head[1], 8), Integer.parseInt(head[2]), Integer.parseInt(head[3]));
    String rest = head[4];
    switch (head[0]) {
      case "d" -> tree.put(rest, new Directory(attributes));
      case "l" -> {
        int space = rest.indexOf(' ');
        int end = space + 1 + Integer.parseInt(rest.substring(0, space));
        String target = rest.substring(space + 1, end);
        tree.put(rest.substring(end + 1), new SymbolicLink(attributes, target));
      }
      case "f" -> {
        String[] fields = rest.split(" ", 3);
        FileSlice slice = new FileSlice(data, Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        if (slice.offset() < 0 || slice.size() < 0 || slice.offset() + slice.size() > length) {
          throw new IllegalArgumentException("beyond the data");
        }
        RegularFile file = new RegularFile(attributes, slice);
        if (slice.size() > 0) {
          RegularFile first = files.putIfAbsent(slice.offset(), file);
          file = first == null ? file : first;
        }
        tree.put(fields[2], file);
      }
      default -> throw new IllegalArgumentException("unknown kind " + head[0]);
    }
  }
}
