package org.boot2docker.debian.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.text.Progress;

/** Keeps other runs out of a part of the cache, or from deleting it. */
public final class CacheLock implements AutoCloseable {
  private final HeldLock lock;

  private CacheLock(HeldLock lock) {
    this.lock = lock;
  }

  /**
   * Takes a lock, waiting for another run to let go of it.
   *
   * @param file the lock's own; made when it is not there, with its directory
   * @param patience how long to wait at most
   * @throws CacheException when the other run still has it then
   */
  public static CacheLock acquire(
      Path file, HeldLock.Kind kind, Duration patience, Progress progress) throws IOException {
    return locked(
            file,
            () ->
                HeldLock.acquire(
                    file,
                    kind,
                    patience,
                    holder ->
                        progress.say("waiting for another run of boot2docker that holds " + file)))
        .orElseThrow(
            () ->
                new CacheException(
                    "another run of boot2docker holds "
                        + file
                        + ": wait for it to end, or stop it"));
  }

  /** Takes a lock if no other run has it. */
  public static Optional<CacheLock> tryAcquire(Path file, HeldLock.Kind kind) throws IOException {
    return locked(file, () -> HeldLock.tryAcquire(file, kind));
  }

  private interface Attempt {
    Optional<HeldLock> lock() throws IOException;
  }

  private static Optional<CacheLock> locked(Path file, Attempt attempt) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try {
      Files.createDirectories(directory);
      return attempt.lock().map(CacheLock::new);
    } catch (FileSystemException e) {
      throw CacheException.unwritable(directory, e);
    }
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
