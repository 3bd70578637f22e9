package org.boot2docker.machine.ssh;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;

/** A folder of this host as a tar archive, written or made of one. */
record FolderArchive(Path folder, Progress progress) {

  void write(OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new BufferedOutputStream(out), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      Files.walkFileTree(folder, new Writer(tar));
    }
  }

  /** Walks through the folder. */
  private final class Writer extends SimpleFileVisitor<Path> {
    private final TarArchiveOutputStream tar;

    Writer(TarArchiveOutputStream tar) {
      this.tar = tar;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      if (!directory.equals(folder)) {
        put(new TarArchiveEntry(name(directory) + "/"), directory, attributes);
        tar.closeArchiveEntry();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        TarArchiveEntry entry = new TarArchiveEntry(name(file), TarConstants.LF_SYMLINK);
        entry.setLinkName(Files.readSymbolicLink(file).toString());
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      } else if (attributes.isRegularFile()) {
        TarArchiveEntry entry = new TarArchiveEntry(name(file));
        entry.setSize(attributes.size());
        put(entry, file, attributes);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      } else {
        progress.say(file + " is neither file, folder nor link: it is left out");
      }
      return FileVisitResult.CONTINUE;
    }

    private String name(Path file) {
      return folder.relativize(file).toString().replace('\\', '/');
    }

    private void put(TarArchiveEntry entry, Path file, BasicFileAttributes attributes)
        throws IOException {
      entry.setModTime(attributes.lastModifiedTime());
      Optional<Integer> mode = FileMode.of(file);
      if (mode.isPresent()) {
        entry.setMode((entry.getMode() & ~FileMode.MASK) | mode.get());
      }
      tar.putArchiveEntry(entry);
    }
  }

  /**
   * Makes what an archive has.
   *
   * @throws MachineException when it names files outside of the folder
   */
  void extract(InputStream in) throws IOException {
    Files.createDirectories(folder);
    // Links and times of folders come last: nothing is written through one, or after the other.
    Map<Path, String> links = new LinkedHashMap<>();
    Map<Path, TarArchiveEntry> folders = new LinkedHashMap<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(in), "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = inside(entry.getName());
      if (entry.isDirectory()) {
        Files.createDirectories(path);
        folders.put(path, entry);
      } else if (entry.isSymbolicLink()) {
        links.put(path, entry.getLinkName());
      } else if (entry.isLink()) {
        Files.copy(inside(entry.getLinkName()), path, StandardCopyOption.REPLACE_EXISTING);
      } else if (!isDevice(entry)) {
        // REPLACE_EXISTING replaces a link, and does not follow it.
        Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
        restore(path, entry);
      } else {
        progress.say(entry.getName() + " is neither file, folder nor link: it is left out");
      }
    }
    for (Map.Entry<Path, String> link : links.entrySet()) {
      Files.deleteIfExists(link.getKey());
      Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
    }
    for (Map.Entry<Path, TarArchiveEntry> each : folders.entrySet()) {
      restore(each.getKey(), each.getValue());
    }
  }

  private static boolean isDevice(TarArchiveEntry entry) {
    return entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice();
  }

  /** The place of an entry: no link of the folder, whoever made it, leads out of it. */
  private Path inside(String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder.normalize())) {
      throw new MachineException(
          "the guest sent a file outside of the folder ('%s'): don't trust this machine"
              .formatted(name));
    }
    for (Path above = path.getParent();
        above != null && !above.equals(folder.normalize()) && above.startsWith(folder.normalize());
        above = above.getParent()) {
      if (Files.isSymbolicLink(above)) {
        throw new MachineException(
            "%s is a link where the machine has a folder: remove it, or copy to another place"
                .formatted(above));
      }
    }
    return path;
  }

  private static void restore(Path path, TarArchiveEntry entry) throws IOException {
    FileMode.set(path, entry.getMode());
    Files.setLastModifiedTime(path, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }
}
