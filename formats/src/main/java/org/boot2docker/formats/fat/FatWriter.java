package org.boot2docker.formats.fat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.boot2docker.formats.ContentCopy;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Writes a FAT12 or FAT16 image, whichever its size makes it. Files lie in order of their paths,
 * each in one piece; the serial number comes from the content.
 */
public final class FatWriter {
  private static final String FORMAT = "FAT";
  private static final int MAX_NAME = 255;

  /** The image is made in memory. */
  public static final long MAX_SIZE = 512L << 20;

  /** There is no sound image of less than about half of it. */
  private static final long MIN_SIZE = 128 << 10;

  private final FatVolume volume;
  private final FatGeometry geometry;
  private final FatTable table;
  private final byte[] image;
  private final Map<String, Long> offsets = new TreeMap<>();

  private FatWriter(FatVolume volume, long size) throws FormatException {
    this.volume = volume;
    this.geometry = geometry(volume.files(), size);
    this.table = new FatTable(geometry);
    this.image = new byte[Math.toIntExact(geometry.sectors() * FatGeometry.SECTOR)];
  }

  /**
   * The image of a volume.
   *
   * @param size in bytes, rounded down to sectors of 512; at most 512 MiB
   * @throws FormatException when the files don't fit, or FAT can't hold one of them
   */
  public static byte[] write(FatVolume volume, long size) throws IOException {
    return place(volume, size).image();
  }

  /** As {@link #write}, and says where the files are: on boundaries of 2048 bytes. */
  public static PlacedFat place(FatVolume volume, long size) throws IOException {
    if (size > MAX_SIZE) {
      throw FormatException.of(FORMAT, "", size + " bytes are more than 512 MiB");
    }
    FatWriter writer = new FatWriter(volume, size);
    writer.writeDirectory("", 0);
    writer.writeTables();
    return new PlacedFat(
        BootSector.write(writer.image, writer.geometry, volume.label()), writer.offsets);
  }

  /**
   * The least size of an image that holds these files.
   *
   * @param step what the size is a multiple of, in bytes, at least a sector of 512
   * @throws FormatException when no size does
   */
  public static long sizeFor(FileTree files, long step) throws IOException {
    long content = 0;
    for (Node node : files.entries().values()) {
      content += node instanceof RegularFile file ? file.content().size() : 0;
    }
    long least = (Math.max(MIN_SIZE, content) + step - 1) / step * step;
    for (long size = least; size <= MAX_SIZE; size += step) {
      if (fits(files, geometry(files, size))) {
        return size;
      }
    }
    throw FormatException.of(FORMAT, "", content + " bytes do not fit into 512 MiB");
  }

  /** The first in which the files have room: small clusters waste less, and have larger tables. */
  private static FatGeometry geometry(FileTree files, long size) throws FormatException {
    List<FatGeometry> sound = FatGeometry.sound(size);
    for (FatGeometry each : sound) {
      if (fits(files, each)) {
        return each;
      }
    }
    return sound.get(0);
  }

  private static boolean fits(FileTree files, FatGeometry geometry) {
    long clusters = 0;
    for (Map.Entry<String, Node> entry : files.entries().entrySet()) {
      long bytes =
          entry.getValue() instanceof RegularFile file
              ? file.content().size()
              : directorySize(files, entry.getKey());
      clusters += (bytes + geometry.clusterSize() - 1) / geometry.clusterSize();
    }
    return clusters <= geometry.clusters();
  }

  /** Bytes of the entries: a label in the root, itself and its parent in others. */
  private static int directorySize(FileTree files, String path) {
    int entries = path.isEmpty() ? 1 : 2;
    for (String name : files.children(path)) {
      entries += DirectoryEntries.count(name);
    }
    return entries * FatGeometry.ENTRY_SIZE;
  }

  /** Writes a directory and all below it; its first cluster is 0 for the root. */
  private int writeDirectory(String path, int parent) throws IOException {
    int size = directorySize(volume.files(), path);
    int own = path.isEmpty() ? 0 : allocate(path, size);
    DirectoryEntries entries = new DirectoryEntries(volume.time());
    if (path.isEmpty()) {
      entries.add(volume.label(), DirectoryEntries.LABEL, 0, 0);
    } else {
      entries.add(".", DirectoryEntries.DIRECTORY, own, 0);
      entries.add("..", DirectoryEntries.DIRECTORY, parent, 0);
    }
    addChildren(path, own, entries);
    if (path.isEmpty() && size > FatGeometry.ROOT_SECTORS * FatGeometry.SECTOR) {
      throw FormatException.of(
          FORMAT, path, "the root directory holds " + FatGeometry.ROOT_ENTRIES + " entries");
    }
    put(path.isEmpty() ? geometry.rootOffset() : geometry.clusterOffset(own), entries.bytes());
    return own;
  }

  private void addChildren(String directory, int own, DirectoryEntries entries) throws IOException {
    List<String> names = volume.files().children(directory);
    ShortNames shortNames = new ShortNames();
    Set<String> folded = new HashSet<>();
    for (String name : names) {
      checkName(directory, name, folded);
      if (ShortNames.isShort(name)) {
        shortNames.exact(name);
      }
    }
    for (String name : names) {
      String path = directory.isEmpty() ? name : directory + "/" + name;
      String shortName;
      if (ShortNames.isShort(name)) {
        shortName = shortNames.exact(name);
      } else {
        shortName = shortNames.alias(name);
        entries.addLongName(name, shortName);
      }
      addChild(path, shortName, own, entries);
    }
  }

  private void addChild(String path, String shortName, int parent, DirectoryEntries entries)
      throws IOException {
    Node node = volume.files().get(path).orElseThrow();
    if (node instanceof Directory) {
      int cluster = writeDirectory(path, parent);
      entries.add(shortName, DirectoryEntries.DIRECTORY, cluster, 0);
    } else if (node instanceof RegularFile file) {
      long size = file.content().size();
      int cluster = size == 0 ? 0 : allocate(path, size);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size);
      ContentCopy.copy(FORMAT, path, file.content(), bytes);
      long offset = geometry.clusterOffset(Math.max(cluster, FatGeometry.FIRST_CLUSTER));
      put(offset, bytes.toByteArray());
      offsets.put(path, offset);
      entries.add(shortName, DirectoryEntries.ARCHIVE, cluster, size);
    } else {
      throw FormatException.of(FORMAT, path, "FAT has no symbolic links and no devices");
    }
  }

  private int allocate(String path, long size) throws FormatException {
    long count = (size + geometry.clusterSize() - 1) / geometry.clusterSize();
    if (count > table.free()) {
      throw FormatException.of(
          FORMAT, path, "the image of " + image.length + " bytes is full: make it larger");
    }
    return table.allocate((int) count);
  }

  private void put(long offset, byte[] bytes) {
    System.arraycopy(bytes, 0, image, Math.toIntExact(offset), bytes.length);
  }

  private void writeTables() {
    for (int copy = 0; copy < FatGeometry.FATS; copy++) {
      put(geometry.fatOffset(copy), table.bytes());
    }
  }

  private static void checkName(String directory, String name, Set<String> folded)
      throws FormatException {
    String path = directory.isEmpty() ? name : directory + "/" + name;
    if (name.length() > MAX_NAME) {
      throw FormatException.of(FORMAT, path, "name longer than 255 characters");
    }
    if (name.matches(".*[\\\\:*?\"<>|\\x00-\\x1F].*") || name.endsWith(".") || name.endsWith(" ")) {
      throw FormatException.of(FORMAT, path, "FAT allows no such name");
    }
    if (!folded.add(name.toUpperCase(Locale.ROOT))) {
      throw FormatException.of(FORMAT, path, "another name differs in upper and lower case only");
    }
  }
}
