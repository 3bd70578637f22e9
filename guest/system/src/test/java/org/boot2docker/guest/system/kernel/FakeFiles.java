package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files, directories and links in memory; paths that go through a link aren't followed. */
public final class FakeFiles extends FakeDescriptors implements Files {
  private static final int ENOTEMPTY = 39;

  /** The attributes of files and directories, as chattr sets them. */
  final Map<String, Integer> attributes = new HashMap<>();

  /** The paths that were opened, in order. */
  final List<String> opened = new ArrayList<>();

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private final Set<String> directories = new HashSet<>(Set.of("/"));

  /** Files for what needs nothing else of a kernel. */
  public FakeFiles() {
    this(new FakeTable());
  }

  FakeFiles(FakeTable table) {
    super(table);
  }

  /** Puts a file there, with the directories above it. */
  public FakeFiles file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a file there, with the directories above it. */
  public FakeFiles file(String path, byte[] content) {
    parents(path);
    files.put(path, content);
    return this;
  }

  /** Puts a symbolic link there. */
  public FakeFiles link(String path, String target) {
    parents(path);
    links.put(path, target);
    return this;
  }

  private void parents(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      directories.add(path.substring(0, slash));
    }
  }

  /** The text of a file, or an empty one. */
  public String text(String path) {
    return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
  }

  @Override
  public int open(String path, int flags, int mode) {
    opened.add(path);
    Integer failure = table.calls.failures.get("open " + path);
    if (failure != null) {
      return failure;
    }
    boolean device = path.equals("/dev/kmsg") || path.startsWith("/dev/tty");
    if (!directories.contains(path)) {
      if (!files.containsKey(path) && (flags & Linux.O_CREAT) == 0 && !device) {
        return -Linux.ENOENT;
      }
      if (!files.containsKey(path) || (flags & Linux.O_TRUNC) != 0) {
        files.put(path, new byte[0]);
      }
    }
    boolean append = device || (flags & Linux.O_APPEND) != 0;
    return table.add(fd -> new FakeFile(path, append, files, attributes, table.calls));
  }

  private FakeFile opened(int fd) {
    return table
        .get(fd)
        .filter(FakeFile.class::isInstance)
        .map(FakeFile.class::cast)
        .orElseThrow(() -> new IllegalStateException("no open file: " + fd));
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    return opened(fd).seek(offset, whence);
  }

  @Override
  public int truncate(int fd, long length) {
    return opened(fd).truncate(length);
  }

  @Override
  public int flush(int fd) {
    return 0;
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path) || directories.contains(path) || links.containsKey(path);
  }

  @Override
  public List<String> list(String directory) {
    Set<String> names = new TreeSet<>();
    String prefix = directory + "/";
    List<String> all = new ArrayList<>(files.keySet());
    all.addAll(directories);
    all.addAll(links.keySet());
    for (String path : all) {
      if (path.startsWith(prefix)) {
        String rest = path.substring(prefix.length());
        names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
      }
    }
    return new ArrayList<>(names);
  }

  @Override
  public Optional<String> readLink(String path) {
    return Optional.ofNullable(links.get(path));
  }

  @Override
  public int makeDirectory(String path, int mode) {
    if (!directories.add(path)) {
      return -Linux.EEXIST;
    }
    int inherited = attributes.getOrDefault(path.substring(0, path.lastIndexOf('/')), 0);
    attributes.put(path, inherited);
    return 0;
  }

  @Override
  public int removeDirectory(String path) {
    if (!list(path).isEmpty()) {
      return -ENOTEMPTY;
    }
    return directories.remove(path) ? 0 : -Linux.ENOENT;
  }

  @Override
  public int symbolicLink(String target, String path) {
    if (exists(path)) {
      return -Linux.EEXIST;
    }
    link(path, target);
    return 0;
  }

  @Override
  public int makeNode(String path, int mode, int major, int minor) {
    if (exists(path)) {
      return -Linux.EEXIST;
    }
    int result =
        table.calls.call(
            "mknod " + Integer.toOctalString(mode) + " " + path + " " + major + ":" + minor);
    if (result >= 0) {
      file(path, "");
    }
    return result;
  }

  @Override
  public int rename(String from, String to) {
    List<String> below = below(from, directories);
    List<String> moved = below(from, files.keySet());
    directories.removeAll(below);
    below.forEach(path -> directories.add(to + path.substring(from.length())));
    moved.forEach(path -> files.put(to + path.substring(from.length()), files.remove(path)));
    return below.isEmpty() && moved.isEmpty() ? -Linux.ENOENT : 0;
  }

  /** Those paths that are a path or below it. */
  private static List<String> below(String top, Set<String> paths) {
    return paths.stream().filter(p -> p.equals(top) || p.startsWith(top + "/")).toList();
  }

  @Override
  public int unlink(String path) {
    return files.remove(path) == null ? -Linux.ENOENT : 0;
  }

  @Override
  public int retouch(String path) {
    return table.calls.call("retouch " + path);
  }

  @Override
  public int changeModeToItself(String path) {
    return table.calls.call("chmod itself " + path);
  }

  @Override
  public int changeMode(String path, int mode) {
    return table.calls.call("chmod " + Integer.toOctalString(mode) + " " + path);
  }

  @Override
  public int changeOwner(String path, int user, int group) {
    return table.calls.call("chown " + user + ":" + group + " " + path);
  }

  @Override
  public int watcher() {
    return table.socket();
  }

  @Override
  public int watch(int watcher, String directory) {
    return 1;
  }
}
