package org.boot2docker.builder.compile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.compress.Decompression;

/** Unpacks a program's source: a compressed tar archive with one directory at its top. */
public final class SourceTree {
  private static final int EXECUTABLE = 0100;

  private final Path root;
  private final UnaryOperator<String> places;
  private final Cancellation cancellation;

  /** Links are made at the end, so that nothing is written through one. */
  private final Map<Path, String> links = new HashMap<>();

  /**
   * Unpacks into a directory.
   *
   * @param places gives, for a path without the directory at the top, where it belongs below the
   *     root; empty for what is not wanted
   */
  public SourceTree(Path root, UnaryOperator<String> places, Cancellation cancellation) {
    this.root = root.toAbsolutePath().normalize();
    this.places = places;
    this.cancellation = cancellation;
  }

  /**
   * Unpacks.
   *
   * @throws BuildException when a path is outside the directory
   * @throws IOException when the archive is damaged
   */
  public void unpack(InputStream archive) throws IOException {
    Files.createDirectories(root);
    try (InputStream in = new BufferedInputStream(Decompression.open(archive), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        cancellation.check();
        // Some archives say ./linux-6.12/Makefile, most linux-6.12/Makefile.
        String name = entry.getName().replaceFirst("^(\\./)+", "");
        String path = name.substring(name.indexOf('/') + 1);
        String place = path.isEmpty() ? "" : places.apply(path);
        if (!place.isEmpty()) {
          add(tar, entry, resolve(place));
        }
      }
    }
    for (Map.Entry<Path, String> link : links.entrySet()) {
      Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
    }
  }

  private void add(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    if (entry.isSymbolicLink()) {
      requireInside(entry, file.resolveSibling(entry.getLinkName()));
      links.put(file, entry.getLinkName());
    } else if (isRegularFile(entry)) {
      Files.copy(tar, file);
      if ((entry.getMode() & EXECUTABLE) != 0) {
        makeExecutable(file);
      }
    } else {
      throw new BuildException("the source has " + entry.getName() + ", which is not a file");
    }
  }

  /** TarArchiveEntry.isFile() says yes to hard links and devices, which have no content. */
  private static boolean isRegularFile(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
  }

  private static void makeExecutable(Path file) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    permissions.add(PosixFilePermission.OWNER_EXECUTE);
    Files.setPosixFilePermissions(file, permissions);
  }

  private Path resolve(String path) throws BuildException {
    Path file = root.resolve(path).normalize();
    if (path.startsWith("/") || !file.startsWith(root)) {
      throw new BuildException("the source has a path outside of it: " + path);
    }
    return file;
  }

  private void requireInside(TarArchiveEntry entry, Path target) throws BuildException {
    if (!target.normalize().startsWith(root)) {
      throw new BuildException("the source has a link to the outside: " + entry.getName());
    }
  }
}
