package org.boot2docker.debian.download;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.boot2docker.formats.file.HeldLock;
import org.boot2docker.formats.text.Progress;

/**
 * Keeps other runs from fetching into a cache while this one does. The threads of a run have it
 * together: the first takes it, the last lets go of it.
 */
final class FetchLock {

  /** How long a second run waits for the first to fetch: all packages on a slow line. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final BlobCache cache;
  private final Progress progress;
  private Optional<CacheLock> lock = Optional.empty();
  private int holders;

  FetchLock(BlobCache cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /** Work that writes to the cache. */
  interface Work {
    void run() throws IOException;
  }

  /** Does some work while no other run writes to the cache. */
  void holding(Work work) throws IOException {
    enter();
    try {
      work.run();
    } finally {
      leave();
    }
  }

  private synchronized void enter() throws IOException {
    if (holders == 0) {
      Path file = cache.root().resolve("lock");
      lock = Optional.of(CacheLock.acquire(file, HeldLock.Kind.ALONE, PATIENCE, progress));
    }
    holders++;
  }

  private synchronized void leave() throws IOException {
    holders--;
    if (holders == 0 && lock.isPresent()) {
      lock.get().close();
      lock = Optional.empty();
    }
  }
}
