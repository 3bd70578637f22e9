package org.boot2docker.formats.iso;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Decides where everything lies. The system area, the volume descriptors, the continuation area,
 * the boot catalog, the path tables, the directories, then the files by path with the EFI system
 * partition as the last, so that no partition overlaps another; and the backup GPT at the end.
 */
final class IsoLayout {
  static final int PRIMARY_DESCRIPTOR = 16;

  private static final int FIRST_FREE = 19;
  private static final long MAX_SIZE = 0xFFFF_FFFFL;

  /**
   * Where the first partition may end: BIOSes guess the geometry of a USB stick from there. This is
   * isohybrid's cylinder of 64 heads with 32 blocks. Where the medium is nearly all EFI partition
   * it would only be a hole, and BIOSes that can address blocks by number don't care.
   */
  private static final int CYLINDER = (1 << 20) / Sector.SIZE;

  private final List<IsoDirectory> directories;
  private final PathTable pathTable;
  private final byte[] continuation;
  private final Map<String, Extent> extents = new HashMap<>();
  private final Map<String, RegularFile> files = new LinkedHashMap<>();
  private final Optional<String> biosPath;
  private final Optional<String> efiPath;
  private final Map<String, Long> shared;
  private final Extent catalog;
  private final Extent pathTableL;
  private final Extent pathTableM;
  private final int dataStart;
  private final int dataEnd;

  IsoLayout(HybridIso iso) throws FormatException {
    this.biosPath = iso.bios().map(BiosBoot::path);
    this.efiPath = iso.efi().map(EfiBoot::path);
    this.shared = iso.efi().map(EfiBoot::shared).orElse(Map.of());
    ContinuationArea area = new ContinuationArea(FIRST_FREE);
    directories = new DirectoryBuilder(iso.files(), IsoTime.of(iso.time()), area).build();
    pathTable = new PathTable(directories);
    continuation = area.sectors();
    catalog = new Extent(FIRST_FREE + Sector.count(continuation.length), Sector.SIZE);
    pathTableL = new Extent(catalog.end(), pathTable.size());
    pathTableM = new Extent(pathTableL.end(), pathTable.size());
    dataStart = placeDirectories(pathTableM.end());
    dataEnd = placeFiles(iso.files(), dataStart);
  }

  private int placeDirectories(int first) {
    int next = first;
    for (IsoDirectory directory : directories) {
      Extent extent = new Extent(next, directory.size());
      extents.put(directory.path(), extent);
      next = extent.end();
    }
    return next;
  }

  private int placeFiles(FileTree tree, int first) throws FormatException {
    Map<RegularFile, Extent> placed = new IdentityHashMap<>();
    int next = first;
    for (Map.Entry<String, RegularFile> entry : fileOrder(tree)) {
      String path = entry.getKey();
      RegularFile file = entry.getValue();
      Extent known = placed.get(file);
      if (known == null) {
        next = isPartition(tree, file) && shared.isEmpty() ? cylinderEnd(next) : next;
        known = new Extent(next, checkSize(path, file.content().size()));
        placed.put(file, known);
        files.put(path, file);
        next = known.end();
      }
      extents.put(path, known);
    }
    efi().ifPresent(image -> shared.forEach((path, offset) -> share(tree, path, offset, image)));
    return next;
  }

  private void share(FileTree tree, String path, long offset, Extent image) {
    long size = tree.file(path).orElseThrow().content().size();
    if (offset % Sector.SIZE != 0 || offset < 0 || offset + size > image.size()) {
      throw new IllegalArgumentException(path + " can't be shared at " + offset);
    }
    extents.put(path, new Extent(image.sector() + (int) (offset / Sector.SIZE), size));
  }

  private List<Map.Entry<String, RegularFile>> fileOrder(FileTree tree) {
    List<Map.Entry<String, RegularFile>> order = new ArrayList<>();
    List<Map.Entry<String, RegularFile>> last = new ArrayList<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file && !shared.containsKey(entry.getKey())) {
        (isPartition(tree, file) ? last : order).add(Map.entry(entry.getKey(), file));
      }
    }
    order.addAll(last);
    return order;
  }

  private boolean isPartition(FileTree tree, RegularFile file) {
    return efiPath.flatMap(tree::get).filter(node -> node == file).isPresent();
  }

  private static int cylinderEnd(int sector) {
    return (sector + CYLINDER - 1) / CYLINDER * CYLINDER;
  }

  private static long checkSize(String path, long size) throws FormatException {
    if (size > MAX_SIZE) {
      throw FormatException.of(
          "ISO 9660", path, size + " bytes are more than its limit of 4 GiB - 1");
    }
    return size;
  }

  List<IsoDirectory> directories() {
    return directories;
  }

  byte[] continuation() {
    return continuation;
  }

  PathTable pathTable() {
    return pathTable;
  }

  Extent pathTableL() {
    return pathTableL;
  }

  Extent pathTableM() {
    return pathTableM;
  }

  Extent catalog() {
    return catalog;
  }

  Map<String, Extent> extents() {
    return extents;
  }

  /** Of a file or directory that is in the tree. */
  Extent extent(String path) {
    return Optional.ofNullable(extents.get(path)).orElseThrow();
  }

  /** Files in the order of their data, each under one of its names. */
  Map<String, RegularFile> files() {
    return files;
  }

  Optional<Extent> bios() {
    return biosPath.map(this::extent);
  }

  Optional<Extent> efi() {
    return efiPath.map(this::extent);
  }

  /** The first sector after all directories. */
  int dataStart() {
    return dataStart;
  }

  /** The first sector after all files. */
  int dataEnd() {
    return dataEnd;
  }

  /** Length of the image in sectors: with the backup GPT when there is a partition. */
  int sectors() {
    return efiPath.isPresent()
        ? dataEnd + Sector.count((long) EspTable.BACKUP_BLOCKS * Sector.BLOCK)
        : cylinderEnd(dataEnd);
  }
}
