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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A lock on a file, held until it is closed. The lock is the operating system's, so it ends with
 * the process, however that ends.
 *
 * <p>To the operating system all threads of a process are one holder, which loses its lock when it
 * closes the file once. So a process opens a file once, and counts who shares the lock.
 */
public final class HeldLock implements AutoCloseable {
  private static final long POLL_MILLIS = 200;

  /** What this process holds. Its own lock guards it, and the counts. */
  private static final Map<Path, Holding> HOLDINGS = new HashMap<>();

  private final Path file;
  private final Holding holding;
  private boolean closed;

  private HeldLock(Path file, Holding holding) {
    this.file = file;
    this.holding = holding;
  }

  /** A lock of this process. */
  private static final class Holding {
    private final FileChannel channel;
    private final Kind kind;
    private int holders = 1;
    private String note = "";

    Holding(FileChannel channel, Kind kind) {
      this.channel = channel;
      this.kind = kind;
    }
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
    Path real = real(file);
    synchronized (HOLDINGS) {
      Holding here = HOLDINGS.get(real);
      if (here == null) {
        Optional<Holding> taken = take(real, kind);
        taken.ifPresent(holding -> HOLDINGS.put(real, holding));
        return taken.map(holding -> new HeldLock(real, holding));
      }
      if (kind == Kind.SHARED && here.kind == Kind.SHARED) {
        here.holders++;
        return Optional.of(new HeldLock(real, here));
      }
      return Optional.empty();
    }
  }

  private static Path real(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    return folder.toRealPath().resolve(file.getFileName());
  }

  private static Optional<Holding> take(Path file, Kind kind) throws IOException {
    // Readable too, which a shared lock asks for.
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock(0, Long.MAX_VALUE, kind == Kind.SHARED) != null;
    } catch (OverlappingFileLockException e) {
      // Under another name, by a link: as good as another process.
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new Holding(channel, kind)) : Optional.empty();
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
    waiting.begins(noted(file));
    long start = System.nanoTime();
    while (lock.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
      pause(file);
      lock = tryAcquire(file, kind);
    }
    return lock;
  }

  /** Who holds it; empty when nobody says so. */
  private static String noted(Path file) throws IOException {
    Path real = real(file);
    synchronized (HOLDINGS) {
      Holding here = HOLDINGS.get(real);
      if (here != null) {
        // To read the file means to close it once, which would end the lock.
        return here.note;
      }
      try {
        return Files.readString(real).strip();
      } catch (IOException e) {
        // Windows lets nobody read what is locked, and the holder may just delete it.
        return "";
      }
    }
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
    synchronized (HOLDINGS) {
      holding.note = holder;
    }
    holding.channel.truncate(0);
    holding.channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** Lets go of it; a second time changes nothing. */
  @Override
  public void close() throws IOException {
    synchronized (HOLDINGS) {
      if (closed) {
        return;
      }
      closed = true;
      holding.holders--;
      if (holding.holders == 0) {
        HOLDINGS.remove(file, holding);
        holding.channel.close();
      }
    }
  }
}
