package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * Reads newc archives (magic 070701 and 070702) into a tree held in memory. Several archives may
 * follow each other, with zeros between them, as Linux allows; the check sums of 070702 are not
 * checked, as Linux doesn't either.
 */
public final class CpioReader {

  private final CpioInput in;
  private final FileTree tree = new FileTree();

  /** Files with several names, whose data may come with any of the names. */
  private final Map<CpioHeader.Inode, RegularFile> links = new HashMap<>();

  private CpioReader(CpioInput in) {
    this.in = in;
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws FormatException when the bytes are not a complete newc archive, with the offset
   */
  public static FileTree read(InputStream stream) throws IOException {
    CpioReader reader = new CpioReader(new CpioInput(stream));
    if (!reader.in.skipZeros()) {
      throw FormatException.at(CpioInput.FORMAT, 0, "no archive");
    }
    do {
      reader.readArchive();
    } while (reader.in.skipZeros());
    return reader.tree;
  }

  private void readArchive() throws IOException {
    links.clear();
    while (readEntry()) {
      // Each call takes one entry.
    }
  }

  private boolean readEntry() throws IOException {
    long start = in.offset();
    CpioInput.Entry entry = in.readEntry();
    if (entry.isTrailer()) {
      return false;
    }
    String path = entry.path();
    if (path.isEmpty() || path.equals(".")) {
      in.readData(entry.header().size());
      return true;
    }
    try {
      put(path, entry.header(), start);
    } catch (IllegalArgumentException e) {
      throw FormatException.at(CpioInput.FORMAT, start, String.valueOf(e.getMessage()));
    }
    return true;
  }

  private void put(String path, CpioHeader header, long start) throws IOException {
    byte[] data = in.readData(header.size());
    Attributes attributes =
        new Attributes(
            (int) (header.mode() & 07777),
            Math.toIntExact(Math.min(header.uid(), Integer.MAX_VALUE)),
            Math.toIntExact(Math.min(header.gid(), Integer.MAX_VALUE)));
    int type = (int) header.mode() & CpioHeader.TYPE_MASK;
    switch (type) {
      case CpioHeader.DIRECTORY -> tree.put(path, new Directory(attributes));
      case CpioHeader.LINK ->
          tree.put(path, new SymbolicLink(attributes, new String(data, StandardCharsets.UTF_8)));
      case CpioHeader.CHARACTER_DEVICE ->
          tree.put(path, device(attributes, DeviceNode.Kind.CHARACTER, header));
      case CpioHeader.BLOCK_DEVICE ->
          tree.put(path, device(attributes, DeviceNode.Kind.BLOCK, header));
      case CpioHeader.REGULAR -> putFile(path, attributes, header, data);
      default ->
          throw FormatException.at(
              CpioInput.FORMAT, start, "file type 0" + Integer.toOctalString(type) + " of " + path);
    }
  }

  private static DeviceNode device(Attributes attributes, DeviceNode.Kind kind, CpioHeader header) {
    return new DeviceNode(
        attributes, kind, (int) (header.major() & 0xFFF), (int) (header.minor() & 0xFFFFF));
  }

  private void putFile(String path, Attributes attributes, CpioHeader header, byte[] data) {
    RegularFile file = new RegularFile(attributes, Content.of(data));
    if (header.links() < 2) {
      tree.put(path, file);
      return;
    }
    CpioHeader.Inode inode = header.identity();
    RegularFile seen = links.get(inode);
    if (seen != null && data.length == 0) {
      tree.put(path, seen);
      return;
    }
    if (seen != null) {
      replace(seen, file);
    }
    tree.put(path, file);
    links.put(inode, file);
  }

  /** Linux writes the data that come later over those before. */
  private void replace(RegularFile before, RegularFile now) {
    tree.entries().entrySet().stream()
        .filter(entry -> entry.getValue() == before)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(path -> tree.put(path, now));
  }
}
