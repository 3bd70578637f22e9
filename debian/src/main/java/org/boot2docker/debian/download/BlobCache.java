package org.boot2docker.debian.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory of files named by their SHA-256: {@code sha256/ab/abcdef…}, with unfinished ones in
 * {@code partial/}. A file under its final name is complete and was checked.
 */
public final class BlobCache {
  /** A file's time of use need not be more exact, and each change of it is written to the disk. */
  private static final Duration USE_RESOLUTION = Duration.ofHours(12);

  private static final String COMPLETE = "sha256";

  private final Path root;

  /** A cache in a directory that need not exist yet. */
  public BlobCache(Path root) {
    this.root = root;
  }

  /** The directory. */
  public Path root() {
    return root;
  }

  /** The complete file, if it is there; its time becomes that of this use. */
  public Optional<Path> find(Blob blob) throws IOException {
    Path file = path(blob.sha256());
    if (!Files.isRegularFile(file) || Files.size(file) != blob.size()) {
      return Optional.empty();
    }
    keepTimeOfUse(file);
    return Optional.of(file);
  }

  /** Notes that a file of a cache is used, for {@link #prune(Path, Instant)}. */
  public static void keepTimeOfUse(Path file) {
    Instant now = Instant.now();
    try {
      if (lastUse(file).isBefore(now.minus(USE_RESOLUTION))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      // A cache that only others may write to is as good to read; they see to its size.
    }
  }

  private static Instant lastUse(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  /**
   * Deletes complete files that were not used since a time. A build that has opened one can read it
   * to its end.
   *
   * @return how many bytes they had
   */
  public long prune(Instant since) throws IOException {
    return prune(root.resolve(COMPLETE), since);
  }

  /**
   * Deletes the files of a folder, if there is one, that were not used since a time.
   *
   * @return how many bytes they had
   */
  public static long prune(Path folder, Instant since) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long freed = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (lastUse(file).isBefore(since)) {
          freed += Files.size(file);
          Files.delete(file);
        }
      }
    }
    return freed;
  }

  private Path path(String sha256) {
    return shard(sha256).resolve(sha256);
  }

  /** Some file systems are slow with thousands of names in one directory. */
  private Path shard(String sha256) {
    return root.resolve(COMPLETE).resolve(sha256.substring(0, 2));
  }

  /** Where the unfinished file goes; its directory exists on return. */
  Path partial(Blob blob) throws IOException {
    return makeDirectory(root.resolve("partial")).resolve(blob.sha256());
  }

  /** Gives a checked file its final name. */
  Path admit(Blob blob, Path checked) throws IOException {
    Path file = path(blob.sha256());
    makeDirectory(shard(blob.sha256()));
    try {
      return Files.move(checked, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Checks that so many bytes fit.
   *
   * @throws CacheException saying how many bytes are free and how many are needed
   */
  void requireSpace(long bytes) throws IOException {
    // A FileStore is looked up in the table of mounts, where a chroot's own root is not.
    long free = makeDirectory(root).toFile().getUsableSpace();
    if (free < bytes) {
      throw new CacheException(
          "not enough space in "
              + root
              + ": "
              + bytes
              + " bytes needed, "
              + free
              + " free: make space or choose another cache directory");
    }
  }

  CacheException unwritable(IOException cause) {
    return CacheException.unwritable(root, cause);
  }

  Path makeDirectory(Path directory) throws IOException {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
