package org.boot2docker.formats.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/** Reads the volume id, the files and the boot catalog of an ISO 9660 image. */
public final class IsoReader {
  private static final int MAX_DIRECTORY = 16 << 20;

  /** PATH_MAX of Linux; also bounds the depth. */
  private static final int MAX_PATH = 4095;

  private static final int BOOTABLE = 0x88;

  private final Path path;
  private final SectorInput in;
  private final FileTree tree = new FileTree();
  private final Set<Long> directories = new HashSet<>();
  private final Map<Extent, RegularFile> files = new HashMap<>();

  private IsoReader(Path path, SectorInput in) {
    this.path = path;
    this.in = in;
  }

  /**
   * Reads all but the content of files.
   *
   * @throws FormatException when it is no ISO 9660 image or a damaged one, with the offset
   */
  public static IsoImage read(Path path) throws IOException {
    try (SectorInput in = SectorInput.open(path)) {
      return new IsoReader(path, in).read();
    }
  }

  private IsoImage read() throws IOException {
    ByteBuffer primary = descriptor(IsoLayout.PRIMARY_DESCRIPTOR);
    if (primary.get(0) != 1) {
      throw FormatException.at(SectorInput.FORMAT, 0x8000, "no primary volume descriptor");
    }
    String volumeId = SectorInput.ascii(primary, 40, 32).stripTrailing();
    String volumeSetId = SectorInput.ascii(primary, 190, 128).stripTrailing();
    readDirectory("", primary.getInt(156 + 2), primary.getInt(156 + 10));
    return new IsoImage(volumeId, volumeSetId, tree, bootEntries());
  }

  private ByteBuffer descriptor(int sector) throws IOException {
    ByteBuffer descriptor = in.read(sector, 0, Sector.SIZE);
    if (!SectorInput.ascii(descriptor, 1, 5).equals("CD001")) {
      throw FormatException.at(
          SectorInput.FORMAT, (long) sector * Sector.SIZE, "no volume descriptor");
    }
    return descriptor;
  }

  private void readDirectory(String directory, int sector, int size) throws IOException {
    long at = Integer.toUnsignedLong(sector) * Sector.SIZE;
    if (size < 0 || size > MAX_DIRECTORY || !directories.add(at)) {
      throw FormatException.at(SectorInput.FORMAT, at, "directory in a loop or too long");
    }
    ByteBuffer records = in.read(sector, 0, size);
    int from = 0;
    while (from < size) {
      int length = records.get(from) & 0xFF;
      if (length == 0) {
        from = (from / Sector.SIZE + 1) * Sector.SIZE;
        continue;
      }
      int name = length < 34 ? 0 : records.get(from + 32) & 0xFF;
      if (name == 0 || 33 + name > length || from + length > size) {
        throw FormatException.at(SectorInput.FORMAT, at + from, "damaged directory record");
      }
      if (name > 1 || (records.get(from + 33) & 0xFF) > 1) {
        readRecord(directory, records.slice(from, length).order(records.order()), at + from);
      }
      from += length;
    }
  }

  private void readRecord(String directory, ByteBuffer record, long at) throws IOException {
    SystemUse use = SystemUse.read(record, in);
    boolean isDirectory = (record.get(25) & 2) != 0;
    if ((record.get(25) & 0x80) != 0) {
      // ECMA-119 9.1.6: more records of the same file follow.
      throw FormatException.at(SectorInput.FORMAT, at, "a file in several extents is not read");
    }
    String name = use.name().orElseGet(() -> plainName(record));
    String full = directory.isEmpty() ? name : directory + "/" + name;
    if (full.length() > MAX_PATH) {
      throw FormatException.at(SectorInput.FORMAT, at, "path longer than 4095 characters");
    }
    if (tree.get(full).isPresent()) {
      // Which of them a boot loader or Linux takes is up to them.
      throw FormatException.at(SectorInput.FORMAT, at, "a second record of " + full);
    }
    int sector = record.getInt(2);
    int size = record.getInt(10);
    try {
      tree.put(full, node(use, isDirectory, new Extent(sector, Integer.toUnsignedLong(size)), at));
    } catch (IllegalArgumentException e) {
      throw FormatException.at(SectorInput.FORMAT, at, String.valueOf(e.getMessage()));
    }
    if (isDirectory) {
      readDirectory(full, sector, size);
    }
  }

  private Node node(SystemUse use, boolean directory, Extent extent, long at)
      throws FormatException {
    if (directory) {
      return new Directory(use.attributes(directory));
    }
    if (use.target().isPresent()) {
      return new SymbolicLink(use.attributes(false), use.target().get());
    }
    if (use.isDevice()) {
      return new DeviceNode(use.attributes(false), use.deviceKind(), use.major(), use.minor());
    }
    in.check(extent, at);
    RegularFile file =
        new RegularFile(
            use.attributes(false),
            new FileSlice(path, (long) extent.sector() * Sector.SIZE, extent.size()));
    // Two records with one extent are hard links, unless there is nothing in it.
    RegularFile known = extent.size() == 0 ? null : files.putIfAbsent(extent, file);
    return known == null || !known.attributes().equals(file.attributes()) ? file : known;
  }

  private static String plainName(ByteBuffer record) {
    String identifier = SectorInput.ascii(record, 33, record.get(32) & 0xFF);
    return identifier.replaceFirst("\\.?(;[0-9]*)?$", "");
  }

  private List<IsoImage.BootEntry> bootEntries() throws IOException {
    ByteBuffer record = descriptor(IsoLayout.PRIMARY_DESCRIPTOR + 1);
    if (record.get(0) != 0 || !SectorInput.ascii(record, 7, 9).equals("EL TORITO")) {
      return List.of();
    }
    ByteBuffer catalog = in.read(record.getInt(71), 0, Sector.SIZE);
    List<IsoImage.BootEntry> entries = new ArrayList<>();
    int platform = catalog.get(1) & 0xFF;
    for (int at = 32; at < Sector.SIZE; at += 32) {
      int kind = catalog.get(at) & 0xFF;
      if (kind == 0x90 || kind == 0x91) {
        platform = catalog.get(at + 1) & 0xFF;
      } else if (kind == BOOTABLE) {
        entries.add(
            new IsoImage.BootEntry(
                platform, catalog.getInt(at + 8), catalog.getShort(at + 6) & 0xFFFF));
      }
    }
    return entries;
  }
}
