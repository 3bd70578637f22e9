package org.boot2docker.formats.squashfs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * Writes a tree of directories, regular files and symbolic links as a squashfs that is compressed
 * by zstd, without extended attributes. Small files share blocks. Names of the same file become
 * files of their own. The bytes depend on the tree, the time and the level alone.
 */
public final class SquashfsWriter {
  private static final String FORMAT = "squashfs";
  private static final int MAGIC = 0x73717368;
  private static final int ZSTD = 6;
  private static final int NO_FRAGMENTS = 0x10;
  private static final int NO_ATTRIBUTES = 0x200;
  private static final int SUPERBLOCK = 96;
  private static final long NONE = -1;

  /** A file system that is looped must be whole pages. */
  private static final int PAGE = 4096;

  private static final int DIRECTORY = 1;
  private static final int FILE = 2;
  private static final int LINK = 3;

  /** A header in a directory stands for at most so many entries. */
  private static final int MOST_ENTRIES = 256;

  /** The length of a directory that has no entries, as inodes have it. */
  private static final int EMPTY = 3;

  private static final int MOST_LISTING = 0xFFFF - EMPTY;
  private static final long MOST_BYTES = 0xFFFF_FFFFL;

  private final Instant time;
  private final int level;
  private final int workers;

  /**
   * A writer that gives every file the same time.
   *
   * @param level zstd's, 1 to 22
   * @param workers threads, at least 1; not part of the result
   */
  public SquashfsWriter(Instant time, int level, int workers) {
    this.time = time;
    this.level = level;
    this.workers = workers;
  }

  /** Writes one whose root anybody may read. */
  public void write(FileTree tree, Path file, LongConsumer progress) throws IOException {
    write(tree, Attributes.EXECUTABLE, file, progress);
  }

  /**
   * Writes the file system to a file, whose length becomes a multiple of 4 KiB.
   *
   * @param top attributes of its root, which the folder has that it is mounted on
   * @param progress receives the number of bytes of files that are written so far, where each name
   *     of a file counts
   * @throws FormatException when the tree has a device, a file of 4 GiB or a directory with names
   *     of more than 64 KiB
   */
  public void write(FileTree tree, Attributes top, Path file, LongConsumer progress)
      throws IOException {
    Run run = new Run(tree, top, progress);
    long end;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      end = run.write(out);
    }
    try (RandomAccessFile start = new RandomAccessFile(file.toFile(), "rw")) {
      start.write(run.superblock(end));
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** What a directory says of an entry. */
  private record Entry(byte[] name, int type, int number, int block, int offset) {}

  /** One file system in the making. */
  private final class Run {
    private final FileTree tree;
    private final Attributes top;
    private final LongConsumer progress;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, Integer> owners = new LinkedHashMap<>();
    private final Metadata inodes = new Metadata(level);
    private final Metadata listings = new Metadata(level);
    private long root;
    private long inodeTable;
    private long listingTable;
    private long fragmentTable;
    private long ownerTable;
    private int fragments;
    private long position;

    Run(FileTree tree, Attributes top, LongConsumer progress) {
      this.tree = tree;
      this.top = top;
      this.progress = progress;
      numbers.put("", 1);
      tree.entries().keySet().forEach(path -> numbers.put(path, numbers.size() + 1));
    }

    long write(OutputStream out) throws IOException {
      out.write(new byte[SUPERBLOCK]);
      Map<String, Content> files = new LinkedHashMap<>();
      addFiles("", files);
      DataBlocks.Written data = DataBlocks.write(files, out, level, workers, SUPERBLOCK, progress);
      Entry entry = directory("", top, data);
      root = (long) entry.block() << 16 | entry.offset();
      position = data.end();
      inodeTable = put(out, inodes.toBytes());
      listingTable = put(out, listings.toBytes());
      fragmentTable = fragments(out, data.fragments());
      Metadata table = new Metadata(level);
      owners.keySet().forEach(owner -> table.add(new FieldWriter().le32(owner).toBytes()));
      ownerTable = indexed(out, table);
      long end = position;
      out.write(new byte[(int) (-end & PAGE - 1)]);
      return end;
    }

    private long fragments(OutputStream out, List<DataBlocks.Fragment> written) throws IOException {
      fragments = written.size();
      if (written.isEmpty()) {
        return NONE;
      }
      Metadata table = new Metadata(level);
      for (DataBlocks.Fragment each : written) {
        table.add(new FieldWriter().le64(each.start()).le32(each.length()).le32(0).toBytes());
      }
      return indexed(out, table);
    }

    /** Where it begins. */
    private long put(OutputStream out, byte[] bytes) throws IOException {
      long start = position;
      out.write(bytes);
      position += bytes.length;
      return start;
    }

    /**
     * A table, and behind it where each of its blocks begins: that list is what others point to.
     */
    private long indexed(OutputStream out, Metadata table) throws IOException {
      long start = put(out, table.toBytes());
      FieldWriter index = new FieldWriter();
      table.starts().forEach(block -> index.le64(start + block));
      return put(out, index.toBytes());
    }

    byte[] superblock(long end) {
      return new FieldWriter()
          .le32(MAGIC)
          .le32(numbers.size())
          .le32(time.getEpochSecond())
          .le32(DataBlocks.SIZE)
          .le32(fragments)
          .le16(ZSTD)
          .le16(DataBlocks.LOG)
          .le16(fragments == 0 ? NO_FRAGMENTS | NO_ATTRIBUTES : NO_ATTRIBUTES)
          .le16(owners.size())
          .le16(4)
          .le16(0)
          .le64(root)
          .le64(end)
          .le64(ownerTable)
          .le64(NONE)
          .le64(inodeTable)
          .le64(listingTable)
          .le64(fragmentTable)
          .le64(NONE)
          .toBytes();
    }

    /** All files with what is in them, in the order of their inodes. */
    private void addFiles(String path, Map<String, Content> files) {
      for (String child : children(path)) {
        Node node = tree.get(child).orElseThrow();
        if (node instanceof RegularFile file) {
          files.put(child, file.content());
        } else if (node instanceof Directory) {
          addFiles(child, files);
        }
      }
    }

    /** The paths in a directory in the order of their bytes: Linux stops at the first larger. */
    private List<String> children(String path) {
      return tree.children(path).stream()
          .map(name -> path.isEmpty() ? name : path + "/" + name)
          .sorted(Comparator.comparing(SquashfsWriter::bytes, Arrays::compareUnsigned))
          .toList();
    }

    private Entry node(String path, Node node, DataBlocks.Written data) throws IOException {
      if (node instanceof RegularFile file) {
        return file(path, file, data);
      } else if (node instanceof SymbolicLink link) {
        byte[] target = bytes(link.target());
        FieldWriter inode = inode(path, LINK, link.attributes());
        return add(path, LINK, inode.le32(1).le32(target.length).bytes(target));
      } else if (node instanceof DeviceNode) {
        throw FormatException.of(FORMAT, path, "is a device, which this writer does not know");
      }
      return directory(path, node.attributes(), data);
    }

    private Entry file(String path, RegularFile file, DataBlocks.Written data) throws IOException {
      DataBlocks.Extent extent = data.of(path);
      long size = file.content().size();
      if (size > MOST_BYTES || extent.start() > MOST_BYTES) {
        throw FormatException.of(FORMAT, path, "ends beyond 4 GiB");
      }
      FieldWriter inode = inode(path, FILE, file.attributes());
      inode.le32(extent.start()).le32(extent.fragment()).le32(extent.offset()).le32(size);
      extent.lengths().forEach(inode::le32);
      return add(path, FILE, inode);
    }

    private Entry directory(String path, Attributes attributes, DataBlocks.Written data)
        throws IOException {
      List<Entry> entries = new ArrayList<>();
      int directories = 0;
      for (String child : children(path)) {
        Node node = tree.get(child).orElseThrow();
        directories += node instanceof Directory ? 1 : 0;
        entries.add(node(child, node, data));
      }
      byte[] listing = listing(entries);
      if (listing.length > MOST_LISTING) {
        throw FormatException.of(FORMAT, path, "has names of more than 64 KiB");
      }
      int block = listings.block();
      int offset = listings.offset();
      listings.add(listing);
      int parent = path.isEmpty() ? numbers.size() + 1 : number(FileTree.parent(path));
      FieldWriter inode = inode(path, DIRECTORY, attributes);
      inode.le32(block).le32(2L + directories).le16(listing.length + EMPTY);
      return add(path, DIRECTORY, inode.le16(offset).le32(parent));
    }

    /** Entries follow a header with what they have in common. */
    private byte[] listing(List<Entry> entries) {
      FieldWriter listing = new FieldWriter();
      int from = 0;
      while (from < entries.size()) {
        Entry first = entries.get(from);
        int to = from;
        while (to < entries.size() && to - from < MOST_ENTRIES && fits(first, entries.get(to))) {
          to++;
        }
        listing.le32(to - from - 1).le32(first.block()).le32(first.number());
        for (Entry entry : entries.subList(from, to)) {
          listing.le16(entry.offset()).le16(entry.number() - first.number());
          listing.le16(entry.type()).le16(entry.name().length - 1).bytes(entry.name());
        }
        from = to;
      }
      return listing.toBytes();
    }

    private boolean fits(Entry first, Entry other) {
      return other.block() == first.block() && other.number() - first.number() <= Short.MAX_VALUE;
    }

    private FieldWriter inode(String path, int type, Attributes attributes) {
      return new FieldWriter()
          .le16(type)
          .le16(attributes.mode())
          .le16(owner(attributes.uid()))
          .le16(owner(attributes.gid()))
          .le32(time.getEpochSecond())
          .le32(number(path));
    }

    private int number(String path) {
      return Objects.requireNonNull(numbers.get(path));
    }

    private int owner(int id) {
      owners.putIfAbsent(id, owners.size());
      return Objects.requireNonNull(owners.get(id));
    }

    private Entry add(String path, int type, FieldWriter inode) {
      byte[] name = bytes(FileTree.name(path));
      Entry entry = new Entry(name, type, number(path), inodes.block(), inodes.offset());
      inodes.add(inode.toBytes());
      return entry;
    }
  }
}
