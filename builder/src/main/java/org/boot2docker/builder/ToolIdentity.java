package org.boot2docker.builder;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.boot2docker.contract.ShellContract;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;

/**
 * A sum of the classes that make an image. They are an input of every step like any other: a cache
 * must not keep what an older version of the tool made.
 */
public final class ToolIdentity {
  private static final List<Class<?>> MODULES =
      List.of(
          ShellContract.class, FileTree.class, Archive.class, Manifest.class, ToolIdentity.class);
  private static final List<String> PACKAGES =
      List.of(
          "org/boot2docker/contract/",
          "org/boot2docker/formats/",
          "org/boot2docker/debian/",
          "org/boot2docker/image/",
          "org/boot2docker/builder/");

  private ToolIdentity() {}

  /** The sum of all classes that have a part in an image. */
  static String read() throws IOException {
    return of(PACKAGES);
  }

  /**
   * The sum of the classes whose names begin with any of these: for a step that is too expensive to
   * run again when anything changes.
   *
   * @param prefixes with slashes, as in {@code org/boot2docker/formats/kmod/}
   */
  public static String of(List<String> prefixes) throws IOException {
    List<String> classes = new ArrayList<>();
    for (Class<?> module : MODULES) {
      addClasses(location(module), prefixes, classes);
    }
    String text = String.join("\n", classes.stream().distinct().sorted().toList());
    return Sha256.of(text);
  }

  private static void addClasses(Path location, List<String> prefixes, List<String> classes)
      throws IOException {
    if (Files.isDirectory(location)) {
      addDirectory(location, prefixes, classes);
    } else {
      addJar(location, prefixes, classes);
    }
  }

  private static void addJar(Path jar, List<String> prefixes, List<String> classes)
      throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (isOurs(entry.getName(), prefixes)) {
          classes.add(entry.getName() + " " + entry.getSize() + " " + entry.getCrc());
        }
      }
    }
  }

  private static void addDirectory(Path directory, List<String> prefixes, List<String> classes)
      throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (isOurs(name, prefixes)) {
          classes.add(name + " " + Sha256.of(Files.readAllBytes(file)));
        }
      }
    }
  }

  private static boolean isOurs(String name, List<String> prefixes) {
    return name.endsWith(".class") && prefixes.stream().anyMatch(name::startsWith);
  }

  private static Path location(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("no code source for " + type.getName());
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("odd code source for " + type.getName(), e);
    }
  }
}
