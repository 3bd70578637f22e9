package org.boot2docker.debian.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.boot2docker.formats.Tasks;

/**
 * Gets blobs into a cache; what is there already is not fetched again. Other runs are kept out only
 * while this one fetches.
 */
public final class Downloader {

  /** Enough to hide the round trips of many small packages, few enough for a mirror's manners. */
  private static final int CONNECTIONS = 6;

  /** So that none still writes when the caller goes on. */
  private static final Duration CLEANUP = Duration.ofSeconds(10);

  private final BlobCache cache;
  private final Transport transport;
  private final Retry retry;
  private final DownloadListener progress;
  private final FetchLock lock;
  private final Map<String, Object> inFlight = new ConcurrentHashMap<>();

  /** A downloader into a cache. */
  public Downloader(BlobCache cache, Transport transport, Retry retry, DownloadListener progress) {
    this.cache = cache;
    this.transport = transport;
    this.retry = retry;
    this.progress = progress;
    this.lock = new FetchLock(cache, progress);
  }

  /** The listener that was given. */
  public DownloadListener progress() {
    return progress;
  }

  /** How failed tries are repeated. */
  public Retry retry() {
    return retry;
  }

  /** Fetches one blob; see {@link #fetchAll}. */
  public Path fetch(Blob blob) throws IOException {
    return fetchAll(List.of(blob)).get(0);
  }

  /**
   * Fetches blobs side by side.
   *
   * @return the files, in the order of the blobs
   * @throws NotFoundException when no location has one
   * @throws HashMismatchException when one is not what was asked for, anywhere
   * @throws CacheException when they can't be kept
   * @throws IOException with the last reason when the network fails for good
   */
  public List<Path> fetchAll(List<Blob> blobs) throws IOException {
    return fetchAll(blobs, (blob, notFound) -> notFound);
  }

  /** Reports, with the caller's name for it, that no place has a blob. */
  @FunctionalInterface
  public interface Absence {
    IOException explain(Blob blob, NotFoundException notFound);
  }

  /** The same as {@link #fetchAll(List)} with another exception for what is nowhere. */
  public List<Path> fetchAll(List<Blob> blobs, Absence absence) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    List<Blob> missing = find(blobs, files);
    if (!missing.isEmpty()) {
      // Another run may have fetched them while this one waited for the lock.
      lock.holding(() -> fetchMissing(find(missing, files), files, absence));
    }
    return blobs.stream().map(blob -> Objects.requireNonNull(files.get(blob.sha256()))).toList();
  }

  /** Adds what is in the cache to the files, and gives back what is not, each once. */
  private List<Blob> find(List<Blob> blobs, Map<String, Path> files) throws IOException {
    Map<String, Blob> missing = new LinkedHashMap<>();
    for (Blob blob : blobs) {
      Optional<Path> cached = cache.find(blob);
      if (cached.isPresent()) {
        files.put(blob.sha256(), cached.get());
      } else {
        missing.put(blob.sha256(), blob);
      }
    }
    return List.copyOf(missing.values());
  }

  private void fetchMissing(List<Blob> blobs, Map<String, Path> files, Absence absence)
      throws IOException {
    if (blobs.isEmpty()) {
      return;
    }
    long bytes = blobs.stream().mapToLong(Blob::size).sum();
    cache.requireSpace(bytes);
    progress.expect(blobs.size(), bytes);
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(CONNECTIONS, blobs.size()));
    try {
      ExecutorCompletionService<Map.Entry<String, Path>> tasks =
          new ExecutorCompletionService<>(pool);
      blobs.forEach(blob -> tasks.submit(() -> Map.entry(blob.sha256(), fetchOne(blob, absence))));
      for (int i = 0; i < blobs.size(); i++) {
        Map.Entry<String, Path> file = Tasks.await(() -> tasks.take().get());
        files.put(file.getKey(), file.getValue());
      }
    } finally {
      Tasks.end(pool, CLEANUP);
    }
  }

  /** Two callers may want the same bytes at once, such as the empty indexes of two suites. */
  private Path fetchOne(Blob blob, Absence absence) throws IOException {
    synchronized (inFlight.computeIfAbsent(blob.sha256(), hash -> new Object())) {
      Optional<Path> meanwhile = cache.find(blob);
      return meanwhile.isPresent() ? meanwhile.get() : fetchFromAny(blob, absence);
    }
  }

  private Path fetchFromAny(Blob blob, Absence absence) throws IOException {
    IOException failure =
        new NotFoundException(blob.label() + " is not in the cache and has no location");
    Transfer transfer = new Transfer(cache, blob, progress);
    for (URI location : blob.locations()) {
      try {
        Path file = fetchFrom(transfer, location);
        progress.done(blob);
        return file;
      } catch (CacheException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = worse(failure, e);
      }
    }
    throw failure instanceof NotFoundException gone ? absence.explain(blob, gone) : failure;
  }

  /** A 404 says least: with several locations the others' reason counts. */
  private static IOException worse(IOException before, IOException now) {
    return now instanceof NotFoundException && !(before instanceof NotFoundException)
        ? before
        : now;
  }

  private Path fetchFrom(Transfer transfer, URI location) throws IOException {
    try {
      return retry.run(location, progress, () -> transfer.run(transport, location));
    } catch (HashMismatchException e) {
      throw new HashMismatchException(location + ": " + e.getMessage() + "; try another mirror");
    }
  }

  /**
   * Fetches a small file whose hash nobody knows, such as InRelease.
   *
   * @param limit refused beyond this many bytes
   */
  public byte[] fetchSmall(URI location, int limit) throws IOException {
    return retry.run(
        location,
        progress,
        () -> {
          try (Body body = transport.open(location, 0)) {
            return readAll(body.stream(), location, limit);
          }
        });
  }

  private static byte[] readAll(InputStream in, URI location, int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (bytes.size() + read > limit) {
        throw new HashMismatchException(location + " is longer than " + limit + " bytes");
      }
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }
}
