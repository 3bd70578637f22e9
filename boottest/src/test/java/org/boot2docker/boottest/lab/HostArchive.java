package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.Freshness;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.archive.Mirror;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.DownloadListener;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.resolve.Layer;
import org.boot2docker.debian.resolve.Resolver;
import org.boot2docker.debian.resolve.Root;
import org.boot2docker.debian.sources.MirrorChoice;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.debian.trust.KeyringChoice;

/** The archive that a build without options opens, with the cache that all builds share. */
public final class HostArchive {
  private static final Path MACHINE = Path.of("/");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private HostArchive() {}

  /** Opens it. */
  public static Archive open() throws IOException {
    Mirror mirror =
        new MirrorChoice(
                Optional.empty(), Optional.empty(), System.getenv(), Optional.empty(), List.of())
            .find(MACHINE);
    Transport transport = new Transport(Proxies.of(System.getenv(), MACHINE), PATIENCE);
    return new Archive(
        mirror,
        new KeyringChoice(Optional.empty(), MACHINE, BuiltImage.distribution().resolve("keys"))
            .find(),
        new Freshness(Clock.systemUTC(), false),
        new Downloader(
            new BlobCache(UserCache.packages()),
            transport,
            Retry.DEFAULT,
            DownloadListener.SILENT));
  }

  /** The files of packages of a suite, without what they depend on. */
  public static List<Path> packages(String suite, String architecture, List<String> names)
      throws IOException {
    Archive archive = open();
    Layer layer = new Layer(suite, List.of(archive.load(new SuiteRequest(suite), architecture)));
    List<Root> roots = names.stream().map(Root::new).map(Root::filesOnly).toList();
    List<PackageRecord> found =
        new Resolver(List.of(layer), architecture).resolve(roots, Set.of()).packages();
    return archive.fetchAll(found.stream().map(LockedPackage::of).toList());
  }
}
