package org.boot2docker.builder.step;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.boot2docker.formats.file.Sha256;

/**
 * A sum of the classes that do a step's work. It is an input of the step like any other: a cache
 * must not keep what an older version of the tool made.
 *
 * <p>Which classes those are is not written down anywhere. Starting from the step's own they are
 * found as the Java VM will find them, by the names in the class files' constant pools (Java VM
 * Specification, 4.4). Of a library that one of them uses, everything counts: another version of xz
 * or zstd compresses to other bytes.
 */
public final class ToolIdentity {
  private static final String OURS = "org/boot2docker/";
  private static final String CLASS = ".class";
  private static final List<String> JDK = List.of("java/", "javax/", "jdk/", "sun/", "com/sun/");

  /** How many names of a library's package identify the library: {@code org/tukaani/xz/}. */
  private static final int LIBRARY_NAMES = 3;

  private final Predicate<String> followed;
  private final SortedMap<String, String> sums = new TreeMap<>();
  private final Set<String> libraries = new TreeSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private ToolIdentity(Predicate<String> followed) {
    this.followed = followed;
  }

  /** The sum of a class and of all that it uses. */
  public static String of(Class<?> root) throws IOException {
    return sum(members(root, name -> true));
  }

  /**
   * The sum of a class and of what it uses in some places only: for a step that is too expensive to
   * run again when anything changes.
   *
   * @param prefixes of class names with slashes, as in {@code org/boot2docker/formats/kmod/}
   */
  public static String of(Class<?> root, List<String> prefixes) throws IOException {
    return sum(members(root, name -> prefixes.stream().anyMatch(name::startsWith)));
  }

  private static String sum(SortedMap<String, String> members) {
    return Sha256.of(members.toString());
  }

  /** Every class and library that counts, with its sum. */
  static SortedMap<String, String> members(Class<?> root, Predicate<String> followed)
      throws IOException {
    ToolIdentity identity = new ToolIdentity(followed);
    identity.open.add(root.getName().replace('.', '/'));
    while (!identity.open.isEmpty()) {
      identity.add(identity.open.remove());
    }
    return identity.sums;
  }

  private void add(String name) throws IOException {
    if (sums.containsKey(name) || !followed.test(name)) {
      return;
    }
    if (!name.startsWith(OURS)) {
      addLibrary(name);
      return;
    }
    try (InputStream in = loader().getResourceAsStream(name + CLASS)) {
      if (in == null) {
        throw new IOException("the tool's own class " + name + " is missing: build the tool again");
      }
      byte[] bytes = in.readAllBytes();
      sums.put(name, Sha256.of(bytes));
      open.addAll(ClassUses.of(bytes));
    }
  }

  private static ClassLoader loader() {
    return ToolIdentity.class.getClassLoader();
  }

  /** The JDK's own classes do not count: they do what their specification says. */
  private void addLibrary(String name) throws IOException {
    String[] names = name.split("/");
    if (names.length <= LIBRARY_NAMES || JDK.stream().anyMatch(name::startsWith)) {
      return;
    }
    String prefix = String.join("/", List.of(names).subList(0, LIBRARY_NAMES)) + "/";
    if (libraries.add(prefix)) {
      sums.put(prefix, librarySum(location(name), prefix));
    }
  }

  /** The jar that a class comes from. */
  private static Path location(String name) throws IOException {
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, loader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null) {
        throw new IOException("no code source for " + name);
      }
      return Path.of(source.getLocation().toURI());
    } catch (ClassNotFoundException | LinkageError | URISyntaxException e) {
      throw new IOException("the class " + name + " can't be found: build the tool again", e);
    }
  }

  /** Names, sizes and check sums of a library's classes, which lie in a jar. */
  private static String librarySum(Path location, String prefix) throws IOException {
    List<String> entries = new ArrayList<>();
    try (JarFile jar = new JarFile(location.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(prefix) && entry.getName().endsWith(CLASS)) {
          entries.add(entry.getName() + " " + entry.getSize() + " " + entry.getCrc());
        }
      }
    }
    Collections.sort(entries);
    return Sha256.of(String.join("\n", entries));
  }
}
