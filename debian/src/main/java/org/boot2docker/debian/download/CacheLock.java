package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a second run out of a cache. The lock is the operating system's, so it goes with the
 * process however that ends.
 */
public final class CacheLock implements AutoCloseable {
  private static final long POLL_MILLIS = 200;

  private final FileChannel channel;

  private CacheLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting for another run to end.
   *
   * @param patience how long to wait at most
   * @throws CacheException when the other run still has it then
   */
  public static CacheLock acquire(BlobCache cache, Duration patience, Progress progress)
      throws IOException {
    Path file = cache.makeDirectory(cache.root()).resolve("lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw cache.unwritable(e);
    }
    try {
      await(channel, file, patience, progress);
      return new CacheLock(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void await(FileChannel channel, Path file, Duration patience, Progress progress)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (tryLock(channel).isEmpty()) {
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

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by this very process
    }
  }

  /** Lets the next run in. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
