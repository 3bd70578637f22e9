package org.boot2docker.debian.deb;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/** Turns a package's data tar into a tree. */
final class DataReader {
  private static final int RECORD = 512;

  private final Predicate<String> paths;
  private final Spool spool;
  private final FileTree tree = new FileTree();
  private final Map<String, Directory> directories = new HashMap<>();
  private final Set<String> names = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();

  DataReader(Predicate<String> paths, Spool spool) {
    this.paths = paths;
    this.spool = spool;
  }

  /** What was selected. */
  FileTree tree() {
    return tree;
  }

  /** Files that weren't selected but have a second name that was. */
  Set<String> missing() {
    return missing;
  }

  void read(InputStream in) throws IOException {
    // Blocks of one record: with larger ones it would swallow what follows the tar unseen.
    TarArchiveInputStream tar = new TarArchiveInputStream(in, RECORD, RECORD, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      String path = normalize(entry.getName());
      if (!path.isEmpty()) {
        add(path, entry, tar);
      }
    }
    requireEnd(in);
  }

  /** Reads to the end, so that the compressed stream's check sum is looked at. */
  private static void requireEnd(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      for (int i = 0; i < read; i++) {
        if (buffer[i] != 0) {
          throw new IOException("it has data after the end of its tar archive");
        }
      }
    }
  }

  private void add(String path, TarArchiveEntry entry, InputStream content) throws IOException {
    if (entry.isDirectory()) {
      directories.put(path, new Directory(attributes(entry)));
    }
    names.add(path);
    if (paths.test(path)) {
      addParents(path);
      node(path, entry, content).ifPresent(node -> tree.put(path, node));
    }
  }

  private void addParents(String path) {
    String parent = FileTree.parent(path);
    if (!parent.isEmpty() && tree.get(parent).isEmpty()) {
      addParents(parent);
      tree.put(parent, directories.getOrDefault(parent, Directory.DEFAULT));
    }
  }

  private Optional<Node> node(String path, TarArchiveEntry entry, InputStream content)
      throws IOException {
    Attributes attributes = attributes(entry);
    if (entry.isDirectory()) {
      return Optional.of(new Directory(attributes));
    }
    if (entry.isLink()) {
      return hardLink(path, normalize(entry.getLinkName()));
    }
    if (entry.isSymbolicLink()) {
      Attributes link = new Attributes(0777, attributes.uid(), attributes.gid());
      return Optional.of(new SymbolicLink(link, entry.getLinkName()));
    }
    if (entry.isCharacterDevice() || entry.isBlockDevice()) {
      DeviceNode.Kind kind =
          entry.isBlockDevice() ? DeviceNode.Kind.BLOCK : DeviceNode.Kind.CHARACTER;
      return Optional.of(
          new DeviceNode(attributes, kind, entry.getDevMajor(), entry.getDevMinor()));
    }
    if (!entry.isFile() || entry.isFIFO()) {
      throw new IOException(path + " is neither file, directory, link nor device");
    }
    return Optional.of(new RegularFile(attributes, spool.keep(content, entry.getSize())));
  }

  private Optional<Node> hardLink(String path, String target) throws IOException {
    if (!names.contains(target) || directories.containsKey(target)) {
      throw new IOException(path + " is a hard link to " + target + ", which isn't in the package");
    }
    if (tree.get(target).isEmpty()) {
      missing.add(target);
    }
    return tree.get(target);
  }

  private static Attributes attributes(TarArchiveEntry entry) throws IOException {
    long uid = entry.getLongUserId();
    long gid = entry.getLongGroupId();
    if (uid < 0 || uid > Integer.MAX_VALUE || gid < 0 || gid > Integer.MAX_VALUE) {
      throw new IOException(entry.getName() + " has the owner " + uid + ":" + gid);
    }
    return new Attributes(entry.getMode() & 07777, (int) uid, (int) gid);
  }

  /** {@code ./usr/bin/} to {@code usr/bin}; the root gives the empty string. */
  private static String normalize(String name) throws IOException {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    while (path.endsWith("/") && path.length() > 1) {
      path = path.substring(0, path.length() - 1);
    }
    if (path.isEmpty() || path.equals(".")) {
      return "";
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IOException("it has the path '" + name + "', which is outside the package");
      }
    }
    return path;
  }
}
