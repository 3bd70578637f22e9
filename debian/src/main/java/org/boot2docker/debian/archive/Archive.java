package org.boot2docker.debian.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.boot2docker.debian.control.SourceRecord;
import org.boot2docker.debian.download.Blob;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.HashMismatchException;
import org.boot2docker.debian.download.NotFoundException;
import org.boot2docker.debian.trust.Keyring;
import org.boot2docker.debian.trust.SignatureException;
import org.boot2docker.formats.Tasks;

/**
 * A Debian archive seen through its mirrors, and other repositories with keys of their own: nothing
 * comes out of it unverified.
 */
public final class Archive {
  private final Mirror mirror;
  private final Keyring keyring;
  private final Freshness freshness;
  private final Downloader downloader;
  private final Map<String, Repository> others;

  /** Debian's archive alone; nothing is fetched yet. */
  public Archive(Mirror mirror, Keyring keyring, Freshness freshness, Downloader downloader) {
    this(mirror, keyring, freshness, downloader, Map.of());
  }

  /**
   * An archive with suites of other repositories; nothing is fetched yet.
   *
   * @param others the repositories of suites that are not Debian's, by the suite's name
   */
  public Archive(
      Mirror mirror,
      Keyring keyring,
      Freshness freshness,
      Downloader downloader,
      Map<String, Repository> others) {
    this.mirror = mirror;
    this.keyring = keyring;
    this.freshness = freshness;
    this.downloader = downloader;
    this.others = Map.copyOf(others);
  }

  /**
   * Loads a suite: InRelease, its signature and dates, then the indexes by their hashes.
   *
   * @throws SuiteRefusedException with the reason when no mirror has it in a usable state; signs of
   *     tampering are also a warning to the listener
   * @throws IOException when the fault is not the suite's: the cache, an interruption
   */
  public Suite load(SuiteRequest request, String architecture) throws IOException {
    SuiteLoader loader = loader(request);
    List<IOException> failures = new ArrayList<>();
    for (URI base : bases(request.name())) {
      try {
        return loader.load(request, architecture, base);
      } catch (CacheException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        warnOfTampering(request, e);
        failures.add(e);
      }
    }
    IOException reason =
        failures.stream()
            .filter(failure -> !(failure instanceof NotFoundException))
            .findFirst()
            .orElse(failures.get(0));
    throw new SuiteRefusedException(request.name(), String.valueOf(reason.getMessage()), reason);
  }

  /**
   * The source packages of a loaded suite, from where it was loaded and by the hashes of the same
   * release file.
   *
   * @throws SuiteRefusedException when the mirror has no such index
   * @throws IOException when the fault is not the suite's: the cache, an interruption
   */
  public List<SourceRecord> sources(Suite suite) throws IOException {
    try {
      return loader(suite.request()).sources(suite);
    } catch (CacheException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      warnOfTampering(suite.request(), e);
      throw new SuiteRefusedException(
          suite.name(), "its source packages can't be read: " + e.getMessage(), e);
    }
  }

  /** A key of one repository vouches for no other. */
  private SuiteLoader loader(SuiteRequest request) {
    Repository other = others.get(request.name());
    return new SuiteLoader(other == null ? keyring : other.keyring(), freshness, downloader);
  }

  private List<URI> bases(String suite) {
    Repository other = others.get(suite);
    return other == null ? mirror.bases(suite) : List.of(other.base());
  }

  private List<URI> packageBases(String suite) {
    Repository other = others.get(suite);
    return other == null
        ? mirror.packageBases(suite)
        : Stream.concat(Stream.of(other.base()), mirror.extra().stream()).toList();
  }

  /**
   * Loads suites side by side.
   *
   * @return an outcome for each, in the order asked for
   * @throws IOException when the fault is not a suite's: the cache, an interruption
   */
  public List<SuiteOutcome> loadAll(List<SuiteRequest> requests, String architecture)
      throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, requests.size()));
    try {
      List<Future<SuiteOutcome>> tasks = new ArrayList<>();
      requests.forEach(request -> tasks.add(pool.submit(() -> outcome(request, architecture))));
      List<SuiteOutcome> outcomes = new ArrayList<>();
      for (Future<SuiteOutcome> task : tasks) {
        outcomes.add(Tasks.await(task::get));
      }
      return outcomes;
    } finally {
      pool.shutdownNow();
    }
  }

  private SuiteOutcome outcome(SuiteRequest request, String architecture) throws IOException {
    try {
      return new SuiteOutcome.Loaded(load(request, architecture));
    } catch (SuiteRefusedException e) {
      return new SuiteOutcome.Refused(e);
    }
  }

  private void warnOfTampering(SuiteRequest request, IOException failure) {
    if (failure instanceof SignatureException || failure instanceof HashMismatchException) {
      downloader
          .progress()
          .warning("suite " + request.name() + " can't be trusted: " + failure.getMessage());
    }
  }

  /** Fetches one package; see {@link #fetchAll}. */
  public Path fetch(LockedPackage wanted) throws IOException {
    return fetchAll(List.of(wanted)).get(0);
  }

  /**
   * Fetches packages, without any index, and checks their hashes.
   *
   * @return the files in the cache, in the order asked for
   * @throws PackageGoneException when neither cache nor mirror have one any more
   * @throws HashMismatchException when what a mirror sends is not what is wanted
   */
  public List<Path> fetchAll(List<LockedPackage> wanted) throws IOException {
    return downloader.fetchAll(
        wanted.stream().map(this::blob).toList(),
        (blob, notFound) ->
            wanted.stream()
                .filter(candidate -> candidate.sha256().equals(blob.sha256()))
                .findFirst()
                .<IOException>map(gone -> new PackageGoneException(gone, notFound))
                .orElse(notFound));
  }

  private Blob blob(LockedPackage wanted) {
    Stream<URI> locations =
        packageBases(wanted.suite()).stream().map(base -> base.resolve(wanted.path()));
    return new Blob(wanted.toString(), wanted.sha256(), wanted.size(), locations.toList());
  }
}
