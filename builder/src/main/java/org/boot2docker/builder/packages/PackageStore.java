package org.boot2docker.builder.packages;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.deb.DebFile;
import org.boot2docker.debian.deb.Spool;
import org.boot2docker.formats.tree.FileTree;

/** The verified contents of packages. */
public final class PackageStore {
  private final Archive archive;

  /** Contents from an archive and its cache. */
  public PackageStore(Archive archive) {
    this.archive = archive;
  }

  /** Fetches what is not in the cache, side by side. */
  public void fetch(List<LockedPackage> packages) throws IOException {
    archive.fetchAll(packages);
  }

  /** Unpacks the files that are wanted; big ones go to the spool directory. */
  public FileTree unpack(LockedPackage wanted, Predicate<String> paths, Path spool)
      throws IOException {
    return DebFile.open(archive.fetch(wanted)).files(paths, new Spool(spool));
  }

  /** A file of a source package, as it is in the archive. */
  public Path source(LockedPackage wanted) throws IOException {
    return archive.fetch(wanted);
  }

  /**
   * When the newest of these packages was built: the image's time stamp. Files of source packages
   * have no such time.
   */
  public Instant newest(List<LockedPackage> packages) throws IOException {
    Instant newest = Instant.EPOCH;
    List<LockedPackage> built = packages.stream().filter(each -> !each.fromSource()).toList();
    for (Path file : archive.fetchAll(built)) {
      Instant time = DebFile.open(file).built();
      newest = time.isAfter(newest) ? time : newest;
    }
    return newest;
  }
}
