package org.boot2docker.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.debian.download.CacheLock;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.formats.text.Progress;

/**
 * A temporary folder for gigabytes, for which the cache has room. It is deleted when this is
 * closed; that of a run that was killed goes when nobody has one any more, with the next {@link
 * #make} or {@link #tidy}.
 */
public final class CacheFolder implements AutoCloseable {
  private static final String FOLDER = "temporary";
  private static final String LOCK = "lock";

  /** How long to wait for a run that only deletes. */
  private static final Duration TIDYING = Duration.ofMinutes(10);

  private final Optional<CacheLock> use;
  private final TemporaryFolder folder;

  private CacheFolder(Optional<CacheLock> use, TemporaryFolder folder) {
    this.use = use;
    this.folder = folder;
  }

  /** Makes one in a cache; if that can't be written, in the system's folder of temporary files. */
  public static CacheFolder make(Path cache, String prefix, Progress progress) throws IOException {
    Path root = cache.resolve(FOLDER);
    CacheLock use;
    try {
      tidy(cache);
      use = CacheLock.acquire(root.resolve(LOCK), HeldLock.Kind.SHARED, TIDYING, progress);
    } catch (CacheException e) {
      return new CacheFolder(Optional.empty(), TemporaryFolder.make(prefix));
    }
    try {
      return new CacheFolder(Optional.of(use), TemporaryFolder.beside(root.resolve(LOCK), prefix));
    } catch (IOException e) {
      use.close();
      throw e;
    }
  }

  /**
   * Deletes those of runs that were killed, unless somebody has one.
   *
   * @return how many bytes they had
   */
  static long tidy(Path cache) throws IOException {
    Path root = cache.resolve(FOLDER);
    if (!Files.isDirectory(root)) {
      return 0;
    }
    Optional<CacheLock> alone = CacheLock.tryAcquire(root.resolve(LOCK), HeldLock.Kind.ALONE);
    if (alone.isEmpty()) {
      return 0;
    }
    long freed = 0;
    try (CacheLock held = alone.get()) {
      for (Path left : left(root)) {
        freed += Folders.bytes(left);
        Folders.delete(left);
      }
    }
    return freed;
  }

  private static List<Path> left(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(file -> !file.endsWith(LOCK)).toList();
    }
  }

  /** The folder. */
  public Path path() {
    return folder.path();
  }

  @Override
  public void close() throws IOException {
    folder.close();
    if (use.isPresent()) {
      use.get().close();
    }
  }
}
