package org.boot2docker.formats.tree;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A tree of files under one root. Paths are relative, with {@code /} between names, no leading or
 * trailing slash, no empty, {@code .} or {@code ..} names. Parents come into being with their first
 * child. The root itself is not an entry.
 *
 * <p>Not safe for concurrent change.
 */
public final class FileTree {

  /** As many symbolic links as Linux follows in one look-up (path_resolution(7)). */
  private static final int MAX_LINKS = 40;

  private final NavigableMap<String, Node> nodes = new TreeMap<>();

  /** An empty tree. */
  public FileTree() {}

  /**
   * Puts a node at a path, replacing what is there; a directory put over a directory only changes
   * its attributes.
   *
   * @throws IllegalArgumentException when the path is not in normal form, a parent is not a
   *     directory, or a non-directory would replace a directory that has entries
   */
  public FileTree put(String path, Node node) {
    checkPath(path);
    makeParents(path);
    if (!(node instanceof Directory) && hasEntries(path)) {
      throw new IllegalArgumentException(path + " is a directory with entries");
    }
    nodes.put(path, node);
    return this;
  }

  /** Puts a file with default attributes. */
  public FileTree putFile(String path, Content content) {
    return put(path, new RegularFile(Attributes.DATA, content));
  }

  /** Puts a directory and its parents, keeping the attributes of those that are there. */
  public FileTree makeDirectory(String path) {
    if (!(nodes.get(path) instanceof Directory)) {
      put(path, Directory.DEFAULT);
    }
    return this;
  }

  /** Puts a symbolic link. */
  public FileTree link(String path, String target) {
    return put(path, new SymbolicLink(target));
  }

  /** Puts every entry of another tree over this one. */
  public FileTree putAll(FileTree other) {
    other.nodes.forEach(this::put);
    return this;
  }

  /** Removes a node and everything below it; nothing happens when there is none. */
  public void remove(String path) {
    nodes.remove(path);
    nodes.subMap(path + "/", path + "0").clear();
  }

  /** The node at exactly this path; symbolic links are not followed. */
  public Optional<Node> get(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  /** All entries in byte order of their paths: every directory comes before what is in it. */
  public NavigableMap<String, Node> entries() {
    return Collections.unmodifiableNavigableMap(nodes);
  }

  /** How many bytes its files have; one with several names has them once. */
  public long bytes() {
    return nodes.values().stream()
        .distinct()
        .filter(RegularFile.class::isInstance)
        .mapToLong(node -> ((RegularFile) node).content().size())
        .sum();
  }

  /** The names directly in a directory, sorted; {@code ""} is the root. */
  public List<String> children(String directory) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    return nodes.tailMap(prefix, false).keySet().stream()
        .takeWhile(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .filter(name -> name.indexOf('/') < 0)
        .toList();
  }

  /** A new tree with the entries whose path matches, and the directories above them. */
  public FileTree select(Predicate<String> paths) {
    FileTree selected = new FileTree();
    nodes.forEach(
        (path, node) -> {
          if (paths.test(path)) {
            copyParents(path, selected);
            selected.put(path, node);
          }
        });
    return selected;
  }

  /**
   * Follows symbolic links as the kernel would inside this tree.
   *
   * @param path absolute or relative to the root
   * @return the path of what is there in the end, empty when there is nothing or the links loop
   */
  public Optional<String> resolve(String path) {
    Deque<String> rest = new ArrayDeque<>(List.of(path.split("/")));
    String at = "";
    int links = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = parent(at);
        continue;
      }
      String next = at.isEmpty() ? name : at + "/" + name;
      Node node = nodes.get(next);
      if (node == null) {
        return Optional.empty();
      }
      if (node instanceof SymbolicLink link) {
        if (++links > MAX_LINKS) {
          return Optional.empty();
        }
        if (link.target().startsWith("/")) {
          at = "";
        }
        String[] names = link.target().split("/");
        for (int i = names.length - 1; i >= 0; i--) {
          rest.push(names[i]);
        }
      } else {
        at = next;
      }
    }
    return Optional.of(at);
  }

  /** The file at a path, with links followed, if it is a regular file. */
  public Optional<RegularFile> file(String path) {
    return resolve(path)
        .map(nodes::get)
        .filter(RegularFile.class::isInstance)
        .map(RegularFile.class::cast);
  }

  /** The directory part of a path, {@code ""} for a name in the root. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The last name of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void copyParents(String path, FileTree to) {
    String parent = parent(path);
    if (!parent.isEmpty() && !to.nodes.containsKey(parent)) {
      copyParents(parent, to);
      Node node = nodes.get(parent);
      to.put(parent, node == null ? Directory.DEFAULT : node);
    }
  }

  private void makeParents(String path) {
    String parent = parent(path);
    if (parent.isEmpty()) {
      return;
    }
    Node node = nodes.get(parent);
    if (node == null) {
      makeParents(parent);
      nodes.put(parent, Directory.DEFAULT);
    } else if (!(node instanceof Directory)) {
      throw new IllegalArgumentException(path + ": " + parent + " is not a directory");
    }
  }

  private boolean hasEntries(String path) {
    Map.Entry<String, Node> next = nodes.ceilingEntry(path + "/");
    return next != null && next.getKey().startsWith(path + "/");
  }

  private static void checkPath(String path) {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a normal path: '" + path + "'");
      }
    }
  }
}
