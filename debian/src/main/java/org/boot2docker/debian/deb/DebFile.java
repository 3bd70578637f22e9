package org.boot2docker.debian.deb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.boot2docker.debian.control.Stanza;
import org.boot2docker.debian.control.StanzaReader;
import org.boot2docker.formats.tree.FileTree;

/** A binary package: deb(5). Opening it reads only the outer headers. */
public final class DebFile {

  /** Bytes; the largest control file in Debian is under 100 KB. */
  private static final long CONTROL_LIMIT = 64 << 20;

  /** Bytes; the largest package of Debian unpacks to about 6 GB, ours to 600 MB. */
  private static final long DATA_LIMIT = 8L << 30;

  private final ArFile archive;
  private final ArFile.Member control;
  private final ArFile.Member data;

  private DebFile(ArFile archive, ArFile.Member control, ArFile.Member data) {
    this.archive = archive;
    this.control = control;
    this.data = data;
  }

  /**
   * Opens a package.
   *
   * @throws IOException when it isn't one of format 2.x, with file and byte offset
   */
  public static DebFile open(Path file) throws IOException {
    ArFile archive = ArFile.read(file);
    List<ArFile.Member> members =
        archive.members().stream().filter(member -> !member.name().startsWith("_")).toList();
    if (members.size() != 3
        || !members.get(0).name().equals("debian-binary")
        || !members.get(1).name().startsWith("control.tar")
        || !members.get(2).name().startsWith("data.tar")) {
      throw new IOException(
          file + " doesn't have the three members of a Debian package (see deb(5))");
    }
    try (InputStream in = archive.open(members.get(0), CONTROL_LIMIT)) {
      String version = new String(in.readNBytes(16), StandardCharsets.US_ASCII);
      if (!version.startsWith("2.")) {
        throw new IOException(file + " has package format " + version.strip() + ", not 2.x");
      }
    }
    return new DebFile(archive, members.get(1), members.get(2));
  }

  /** The control file's only stanza. */
  public Stanza control() throws IOException {
    try (InputStream in = archive.open(control, CONTROL_LIMIT);
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals("./control") || entry.getName().equals("control")) {
          StanzaReader reader = new StanzaReader(tar, archive.file() + " control");
          return reader.next().orElseThrow(() -> new IOException(archive.file() + " is empty"));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw malformed(e);
    }
    throw new IOException(archive.file() + " has no control file");
  }

  /**
   * When the package was built, to the second: the newest time of the outer archive's members,
   * which dpkg-deb takes from the changelog.
   */
  public Instant built() {
    return control.modified().isAfter(data.modified()) ? control.modified() : data.modified();
  }

  /**
   * Unpacks the files whose path is selected, with their modes and numeric owners, and the
   * directories above them.
   *
   * @param paths is asked with paths as in {@link FileTree}, for directories too
   * @throws IOException when the package is damaged or has paths outside of it
   */
  public FileTree files(Predicate<String> paths, Spool spool) throws IOException {
    try {
      DataReader first = new DataReader(paths, spool);
      read(first);
      if (first.missing().isEmpty()) {
        return first.tree();
      }
      // A second name was selected whose first name was not: read those too.
      DataReader second =
          new DataReader(path -> paths.test(path) || first.missing().contains(path), spool);
      read(second);
      return second.tree().select(paths);
    } catch (IOException | RuntimeException e) {
      throw malformed(e);
    }
  }

  /** All files. */
  public FileTree files(Spool spool) throws IOException {
    return files(path -> true, spool);
  }

  private void read(DataReader reader) throws IOException {
    try (InputStream in = archive.open(data, DATA_LIMIT)) {
      reader.read(in);
    }
  }

  private IOException malformed(Exception e) {
    return new IOException("package " + archive.file() + ": " + e.getMessage(), e);
  }
}
