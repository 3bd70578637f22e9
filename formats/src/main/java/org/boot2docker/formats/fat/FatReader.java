package org.boot2docker.formats.fat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** Reads the files out of a FAT12 or FAT16 image. */
public final class FatReader {
  private static final int DELETED = 0xE5;

  /** PATH_MAX of Linux; also bounds the depth. */
  private static final int MAX_PATH = 4095;

  private static final int LONG_NAME = 0x0F;

  private final FatImage image;
  private final FileTree tree = new FileTree();

  /** No cluster belongs to two files, which also ends every chain. */
  private final BitSet seen = new BitSet();

  private FatReader(FatImage image) {
    this.image = image;
  }

  /**
   * All files of an image.
   *
   * @throws FormatException when it is damaged or of another kind, with the offset
   */
  public static FileTree read(byte[] bytes) throws FormatException {
    FatReader reader = new FatReader(FatImage.open(bytes));
    reader.readDirectory("", reader.image.root(), 0);
    return reader.tree;
  }

  private void readDirectory(String path, byte[] entries, long at) throws FormatException {
    StringBuilder longName = new StringBuilder();
    for (int from = 0; from + 32 <= entries.length && entries[from] != 0; from += 32) {
      int attributes = entries[from + 11] & 0xFF;
      if ((entries[from] & 0xFF) == DELETED) {
        longName.setLength(0);
      } else if (attributes == LONG_NAME) {
        longName.insert(0, part(entries, from));
      } else {
        String name = longName.isEmpty() ? shortName(entries, from) : longName.toString();
        longName.setLength(0);
        if ((attributes & DirectoryEntries.LABEL) == 0 && !name.matches("\\.\\.?")) {
          readEntry(path.isEmpty() ? name : path + "/" + name, entries, from, at);
        }
      }
    }
  }

  private void readEntry(String path, byte[] entries, int from, long at) throws FormatException {
    if (path.length() > MAX_PATH) {
      throw FormatException.at("FAT", at + from, "path longer than 4095 characters");
    }
    int cluster = FatImage.le16(entries, from + 26);
    long size = FatImage.le32(entries, from + 28);
    try {
      if ((entries[from + 11] & DirectoryEntries.DIRECTORY) != 0) {
        tree.put(path, Directory.DEFAULT);
        readDirectory(path, chain(cluster), image.geometry().clusterOffset(cluster));
      } else {
        tree.put(path, new RegularFile(Attributes.DATA, Content.of(content(cluster, size))));
      }
    } catch (IllegalArgumentException e) {
      throw FormatException.at("FAT", at + from, String.valueOf(e.getMessage()));
    }
  }

  private byte[] content(int cluster, long size) throws FormatException {
    byte[] bytes = size == 0 ? new byte[0] : chain(cluster);
    if (size > bytes.length) {
      throw FormatException.at(
          "FAT",
          image.geometry().clusterOffset(cluster),
          "a file ends before its " + size + " bytes");
    }
    return Arrays.copyOf(bytes, (int) size);
  }

  private byte[] chain(int first) throws FormatException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int cluster = first;
    do {
      byte[] data = image.cluster(cluster);
      if (seen.get(cluster)) {
        throw FormatException.at(
            "FAT", image.geometry().clusterOffset(cluster), "a cluster is used twice");
      }
      seen.set(cluster);
      bytes.writeBytes(data);
      cluster = image.next(cluster);
    } while (!image.isEnd(cluster));
    return bytes.toByteArray();
  }

  private static String part(byte[] entries, int from) {
    StringBuilder part = new StringBuilder();
    for (int at : new int[] {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30}) {
      int unit = FatImage.le16(entries, from + at);
      if (unit == 0 || unit == 0xFFFF) {
        break;
      }
      part.append((char) unit);
    }
    return part.toString();
  }

  private static String shortName(byte[] entries, int from) {
    String base = new String(entries, from, 8, StandardCharsets.ISO_8859_1).stripTrailing();
    String extension =
        new String(entries, from + 8, 3, StandardCharsets.ISO_8859_1).stripTrailing();
    return (extension.isEmpty() ? base : base + "." + extension).toUpperCase(Locale.ROOT);
  }
}
