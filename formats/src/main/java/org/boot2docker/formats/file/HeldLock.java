package org.boot2docker.formats.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock on a file, held until it is closed. The lock is the operating system's, so it ends with
 * the process, however that ends.
 */
public final class HeldLock implements AutoCloseable {
  private static final long POLL_MILLIS = 200;

  private final FileChannel channel;

  private HeldLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Who else may have the lock at the same time. */
  public enum Kind {
    /** Nobody. */
    ALONE,
    /** Whoever wants it shared too. */
    SHARED
  }

  /** Hears that a lock is waited for. */
  @FunctionalInterface
  public interface Waiting {
    /**
     * Is called once, when the wait begins.
     *
     * @param holder the note of who holds it; empty when there is none
     */
    void begins(String holder);
  }

  /** Takes a lock if nobody else has it; the file is made when it is not there. */
  public static Optional<HeldLock> tryAcquire(Path file, Kind kind) throws IOException {
    // Readable too, which a shared lock asks for.
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock(0, Long.MAX_VALUE, kind == Kind.SHARED) != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it, which is as good as another process.
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new HeldLock(channel)) : Optional.empty();
  }

  /**
   * Takes a lock, waiting for others to let go of it.
   *
   * @param patience how long to wait at most
   * @return the lock; empty when the time is over
   */
  public static Optional<HeldLock> acquire(Path file, Kind kind, Duration patience, Waiting waiting)
      throws IOException {
    Optional<HeldLock> lock = tryAcquire(file, kind);
    if (lock.isPresent() || patience.isZero()) {
      return lock;
    }
    waiting.begins(Files.readString(file).strip());
    long start = System.nanoTime();
    while (lock.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      pause(file);
      lock = tryAcquire(file, kind);
    }
    return lock;
  }

  private static void pause(Path file) throws InterruptedIOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
  }

  /** Writes into the file who holds the lock, for others who wait; only who holds it alone may. */
  public void note(String holder) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
