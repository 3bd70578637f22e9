package org.boot2docker.formats.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.tree.Node;

/** A directory of the image in the making: its records in order, and where it lies. */
final class IsoDirectory {

  /** A record and the path of what it describes. */
  record Item(String path, Node node, DirectoryRecord record) {}

  private final String path;
  private final byte[] identifier;
  private final int parent;
  private final List<Item> items = new ArrayList<>();

  /**
   * An empty directory.
   *
   * @param path in the tree, "" for the root
   * @param identifier in its parent
   * @param parent number of its parent in the path table, from 1
   */
  IsoDirectory(String path, byte[] identifier, int parent) {
    this.path = path;
    this.identifier = identifier;
    this.parent = parent;
  }

  String path() {
    return path;
  }

  byte[] identifier() {
    return identifier;
  }

  int parent() {
    return parent;
  }

  List<Item> items() {
    return items;
  }

  void add(String itemPath, Node node, DirectoryRecord record) {
    items.add(new Item(itemPath, node, record));
  }

  /** Bytes that the records take; none crosses a sector. */
  int size() {
    int at = 0;
    for (Item item : items) {
      at = start(at, item.record().length()) + item.record().length();
    }
    return Sector.count(at) * Sector.SIZE;
  }

  byte[] bytes(Map<String, Extent> extents, IsoTime time) {
    byte[] bytes = new byte[size()];
    int at = 0;
    for (Item item : items) {
      byte[] record = item.record().bytes(extents.getOrDefault(item.path(), NOTHING), time);
      at = start(at, record.length);
      System.arraycopy(record, 0, bytes, at, record.length);
      at += record.length;
    }
    return bytes;
  }

  /** Links and devices have no content. */
  private static final Extent NOTHING = new Extent(0, 0);

  private static int start(int at, int length) {
    int left = Sector.SIZE - at % Sector.SIZE;
    return length > left ? at + left : at;
  }
}
