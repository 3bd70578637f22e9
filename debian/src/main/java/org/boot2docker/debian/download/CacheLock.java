package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps other runs out of something, or from deleting it. The lock is the operating system's, so it
 * goes with the process however that ends.
 */
public final class CacheLock implements AutoCloseable {
  private static final long POLL_MILLIS = 200;

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Who else may have the lock at the same time. */
  public enum Kind {
    /** Nobody. */
    ALONE,
    /** Whoever wants it shared too. */
    SHARED
  }

  /**
   * Takes a lock, waiting for another run to let go of it.
   *
   * @param file the lock's own; made when it is not there, with its directory
   * @param patience how long to wait at most
   * @throws CacheException when the other run still has it then
   */
  public static CacheLock acquire(Path file, Kind kind, Duration patience, Progress progress)
      throws IOException {
    FileChannel channel = open(file);
    try {
      await(channel, file, kind, patience, progress);
      return new CacheLock(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Takes a lock if no other run has it. */
  public static Optional<CacheLock> tryAcquire(Path file, Kind kind) throws IOException {
    FileChannel channel = open(file);
    if (tryLock(channel, kind).isPresent()) {
      return Optional.of(new CacheLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  /** Readable too, which a shared lock asks for. */
  private static FileChannel open(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(directory);
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw CacheException.unwritable(directory, e);
    }
  }

  private static void await(
      FileChannel channel, Path file, Kind kind, Duration patience, Progress progress)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (tryLock(channel, kind).isEmpty()) {
      if (System.nanoTime() - deadline >= 0) {
        throw new CacheException(
            "another run of boot2docker holds " + file + ": wait for it to end, or stop it");
      }
      if (!told) {
        progress.notice("waiting for another run of boot2docker that holds " + file);
        told = true;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + file);
      }
    }
  }

  private static Optional<FileLock> tryLock(FileChannel channel, Kind kind) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, kind == Kind.SHARED));
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by this very process
    }
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
