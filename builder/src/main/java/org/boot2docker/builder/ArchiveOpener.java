package org.boot2docker.builder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.boot2docker.builder.BuildRequest.Sources;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.Freshness;
import org.boot2docker.debian.archive.Mirror;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.DownloadListener;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.sources.MirrorChoice;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.debian.trust.KeyringChoice;

/** Opens the Debian archive that a build takes its packages from. */
final class ArchiveOpener {

  /** Nothing received for this long is a stalled connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Path MACHINE = Path.of("/");

  private ArchiveOpener() {}

  static Archive open(
      Path distribution,
      Sources sources,
      Optional<String> described,
      BlobCache cache,
      Clock clock,
      DownloadListener progress)
      throws IOException {
    Mirror mirror =
        new MirrorChoice(
                sources.mirror(),
                sources.securityMirror(),
                sources.environment(),
                described,
                sources.archiveUrls())
            .find(MACHINE);
    Transport transport = new Transport(Proxies.of(sources.environment(), MACHINE), PATIENCE);
    return new Archive(
        mirror,
        new KeyringChoice(sources.keyring(), MACHINE, distribution.resolve("keys")).find(),
        new Freshness(clock, sources.strict()),
        new Downloader(cache, transport, Retry.DEFAULT, progress));
  }
}
