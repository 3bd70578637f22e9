package org.boot2docker.builder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.boot2docker.builder.BuildRequest.Sources;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.RepositorySpec;
import org.boot2docker.builder.description.SuiteSpec;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.Freshness;
import org.boot2docker.debian.archive.Mirror;
import org.boot2docker.debian.archive.Repository;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.DownloadListener;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.sources.MirrorChoice;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.debian.sources.RepositoryChoice;
import org.boot2docker.debian.trust.KeyringChoice;

/** Opens the archives that a build takes its packages from. */
final class ArchiveOpener {

  /** Nothing received for this long is a stalled connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Path MACHINE = Path.of("/");

  private ArchiveOpener() {}

  static Archive open(
      Path distribution,
      Sources sources,
      Description description,
      BlobCache cache,
      Clock clock,
      DownloadListener progress)
      throws IOException {
    Mirror mirror =
        new MirrorChoice(
                sources.mirror(),
                sources.securityMirror(),
                sources.environment(),
                description.mirror(),
                sources.archiveUrls())
            .find(MACHINE);
    Transport transport = new Transport(Proxies.of(sources.environment(), MACHINE), PATIENCE);
    return new Archive(
        mirror,
        new KeyringChoice(sources.keyring(), MACHINE, distribution.resolve("keys")).find(),
        new Freshness(clock, sources.strict()),
        new Downloader(cache, transport, Retry.DEFAULT, progress),
        repositories(sources, description));
  }

  /** The repositories of suites that are not Debian's, by the suite's name. */
  private static Map<String, Repository> repositories(Sources sources, Description description)
      throws IOException {
    Map<String, Repository> repositories = new HashMap<>();
    for (SuiteSpec suite : description.suites().values()) {
      RepositorySpec spec = suite.repository().map(description.repositories()::get).orElse(null);
      if (spec != null) {
        RepositoryChoice choice =
            new RepositoryChoice(
                suite.repository().orElseThrow(),
                sources.repositories(),
                sources.repositoryKeys(),
                sources.environment(),
                spec.url(),
                spec.key());
        repositories.put(suite.name(), choice.find(MACHINE, suite.suite(), suite.components()));
      }
    }
    return repositories;
  }
}
