package org.boot2docker.formats.iso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/** Makes the directories of an image, in the order of the path table: level by level. */
final class DirectoryBuilder {

  /** ECMA-119 6.8.2.1. */
  private static final int MAX_LEVELS = 8;

  private static final byte[] SELF = {0};
  private static final byte[] PARENT = {1};

  private final FileTree tree;
  private final RockRidge rockRidge;
  private final ContinuationArea continuation;
  private final List<IsoDirectory> directories = new ArrayList<>();
  private final Map<String, Integer> subdirectories = new HashMap<>();
  private final Map<RegularFile, Integer> names = new IdentityHashMap<>();

  DirectoryBuilder(FileTree tree, IsoTime time, ContinuationArea continuation) {
    this.tree = tree;
    this.rockRidge = new RockRidge(time);
    this.continuation = continuation;
  }

  List<IsoDirectory> build() throws FormatException {
    tree.entries().forEach(this::count);
    directories.add(new IsoDirectory("", SELF, 1));
    for (int i = 0; i < directories.size(); i++) {
      fill(directories.get(i), i + 1);
    }
    return directories;
  }

  private void count(String path, Node node) {
    if (node instanceof Directory) {
      subdirectories.merge(FileTree.parent(path), 1, Integer::sum);
    } else if (node instanceof RegularFile file) {
      names.merge(file, 1, Integer::sum);
    }
  }

  private void fill(IsoDirectory directory, int number) throws FormatException {
    String path = directory.path();
    String above = FileTree.parent(path);
    directory.add(path, node(path), record(SELF, true, self(path)));
    directory.add(
        above,
        node(above),
        record(PARENT, true, rockRidge.self(node(above).attributes(), links(above))));
    Map<String, Boolean> kinds = new LinkedHashMap<>();
    for (String name : tree.children(path)) {
      kinds.put(name, node(join(path, name)) instanceof Directory);
    }
    Map<String, String> identifiers = IsoNames.of(kinds);
    for (String name : IsoNames.sorted(identifiers)) {
      addChild(directory, number, name, identifiers.getOrDefault(name, name));
    }
  }

  private void addChild(IsoDirectory directory, int number, String name, String identifier)
      throws FormatException {
    String path = join(directory.path(), name);
    Node node = node(path);
    checkLength(path, name);
    byte[] bytes = identifier.getBytes(StandardCharsets.US_ASCII);
    boolean isDirectory = node instanceof Directory;
    directory.add(path, node, record(bytes, isDirectory, rockRidge.named(name, node, links(path))));
    if (isDirectory) {
      checkDepth(path);
      directories.add(new IsoDirectory(path, bytes, number));
    }
  }

  private List<byte[]> self(String path) {
    return path.isEmpty()
        ? rockRidge.root(links(path))
        : rockRidge.self(node(path).attributes(), links(path));
  }

  private DirectoryRecord record(byte[] identifier, boolean directory, List<byte[]> entries) {
    return new DirectoryRecord(
        identifier, directory, continuation.fit(entries, DirectoryRecord.room(identifier)));
  }

  private int links(String path) {
    Node node = node(path);
    if (node instanceof Directory) {
      return 2 + subdirectories.getOrDefault(path, 0);
    }
    return node instanceof RegularFile file ? names.getOrDefault(file, 1) : 1;
  }

  private Node node(String path) {
    return tree.get(path).orElse(Directory.DEFAULT);
  }

  private static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  private static void checkDepth(String path) throws FormatException {
    if (path.split("/").length >= MAX_LEVELS) {
      throw FormatException.of("ISO 9660", path, "directories go no deeper than 8 levels");
    }
  }

  private static void checkLength(String path, String name) throws FormatException {
    if (name.getBytes(StandardCharsets.UTF_8).length > 255) {
      throw FormatException.of("ISO 9660", path, "name longer than the 255 bytes Linux takes");
    }
  }
}
