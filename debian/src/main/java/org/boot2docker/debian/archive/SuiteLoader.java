package org.boot2docker.debian.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.boot2docker.debian.compress.Decompressor;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.SourceRecord;
import org.boot2docker.debian.control.Stanza;
import org.boot2docker.debian.control.StanzaReader;
import org.boot2docker.debian.download.Blob;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.HashMismatchException;
import org.boot2docker.debian.download.NotFoundException;
import org.boot2docker.debian.trust.Keyring;
import org.boot2docker.debian.trust.SignedText;

/** Loads one suite from one base URL. */
final class SuiteLoader {

  /** Bytes; Debian's largest InRelease is about 200 KB. */
  private static final int RELEASE_LIMIT = 8 << 20;

  /** In the order of preference: xz is smallest. */
  private static final List<String> COMPRESSIONS = List.of(".xz", ".gz", "");

  private final Keyring keyring;
  private final Freshness freshness;
  private final Downloader downloader;

  SuiteLoader(Keyring keyring, Freshness freshness, Downloader downloader) {
    this.keyring = keyring;
    this.freshness = freshness;
    this.downloader = downloader;
  }

  /**
   * A mirror may change between two requests. Then an index is gone or another than the release
   * says; everything is begun again, so that parts of two states never meet.
   */
  Suite load(SuiteRequest request, String architecture, URI base) throws IOException {
    for (int attempt = 1; ; attempt++) {
      downloader.retry().pauseBefore(attempt);
      URI directory = base.resolve("dists/" + request.suite() + "/");
      URI inRelease = directory.resolve("InRelease");
      SignedText signed =
          keyring.verify(
              downloader.fetchSmall(inRelease, RELEASE_LIMIT),
              inRelease.toString(),
              freshness.clock().instant());
      Release release = Release.parse(signed.text(), inRelease.toString());
      Optional<String> warning = check(request, architecture, release);
      try {
        List<PackageRecord> packages =
            packages(request, indexes(request, architecture, release), directory, release);
        warning.ifPresent(downloader.progress()::warning);
        return new Suite(request, release, base, signed.signers(), packages);
      } catch (NotFoundException | HashMismatchException e) {
        String skew =
            "the mirror's index doesn't fit its InRelease of "
                + release.date()
                + ", it may be changing right now ("
                + e.getMessage()
                + ")";
        if (attempt >= downloader.retry().attempts()) {
          throw new IOException(skew + ": try again later, or another mirror", e);
        }
        downloader.progress().say("suite " + request.name() + ": " + skew + "; starting again");
      }
    }
  }

  private Optional<String> check(SuiteRequest request, String architecture, Release release)
      throws IOException {
    if (!release.isCalled(request.suite())) {
      throw new IOException(
          "the mirror answers with suite '"
              + release.suite()
              + "', code name '"
              + release.codename()
              + "': use another mirror");
    }
    if (!release.architectures().contains(architecture)) {
      throw new IOException("it has no packages for architecture " + architecture);
    }
    checkComponents(request, architecture, release);
    return freshness.check(request, release);
  }

  private static void checkComponents(SuiteRequest request, String architecture, Release release)
      throws IOException {
    Set<String> there = release.components(architecture);
    for (String component : request.components()) {
      if (!there.contains(component)) {
        throw new IOException(
            "it has no component '"
                + component
                + "' for "
                + architecture
                + (there.isEmpty() ? "" : ": name one of " + String.join(", ", there)));
      }
    }
  }

  /** Paths of the indexes, without the ending for the compression. */
  private static List<String> indexes(SuiteRequest request, String architecture, Release release) {
    Stream<String> architectures =
        release.allInEach() ? Stream.of(architecture) : Stream.of(architecture, "all");
    return architectures
        .flatMap(
            name ->
                request.components().stream()
                    .map(component -> component + "/binary-" + name + "/Packages"))
        .toList();
  }

  private List<PackageRecord> packages(
      SuiteRequest request, List<String> indexes, URI directory, Release release)
      throws IOException {
    List<PackageRecord> packages = new ArrayList<>();
    for (String index : indexes) {
      packages.addAll(
          records(
              request,
              index,
              directory,
              release,
              PackageRecord.FIELDS,
              stanza -> PackageRecord.of(stanza, request.name())));
    }
    return packages;
  }

  /**
   * The source packages of a suite that is loaded, by the hashes of its release file.
   *
   * @throws IOException when the mirror has no such index any more, or the suite lists none
   */
  List<SourceRecord> sources(Suite suite) throws IOException {
    SuiteRequest request = suite.request();
    URI directory = suite.base().resolve("dists/" + request.suite() + "/");
    List<SourceRecord> sources = new ArrayList<>();
    for (String component : request.components()) {
      sources.addAll(
          records(
              request,
              component + "/source/Sources",
              directory,
              suite.release(),
              SourceRecord.FIELDS,
              stanza -> SourceRecord.of(stanza, request.name())));
    }
    return sources;
  }

  /** Makes a record of a stanza. */
  private interface Parser<T> {
    T parse(Stanza stanza) throws IOException;
  }

  private <T> List<T> records(
      SuiteRequest request,
      String index,
      URI directory,
      Release release,
      Set<String> fields,
      Parser<T> parser)
      throws IOException {
    String name = smallest(index, release);
    Release.Entry entry = release.files().getOrDefault(name, new Release.Entry("", 0));
    Path file = downloader.fetch(blob(request, directory, release, name, entry));
    long limit =
        Optional.ofNullable(release.files().get(index)).map(Release.Entry::size).orElse(1L << 30);
    List<T> records = new ArrayList<>();
    try (InputStream in = Decompressor.open(Files.newInputStream(file), name, limit)) {
      StanzaReader reader = new StanzaReader(in, request.name() + " " + name, fields);
      for (Optional<Stanza> next = reader.next(); next.isPresent(); next = reader.next()) {
        records.add(parser.parse(next.get()));
      }
    }
    return records;
  }

  private static String smallest(String index, Release release) throws IOException {
    return COMPRESSIONS.stream()
        .map(compression -> index + compression)
        .filter(release.files()::containsKey)
        .findFirst()
        .orElseThrow(() -> new IOException("its release file lists no index " + index));
  }

  private static Blob blob(
      SuiteRequest request, URI directory, Release release, String name, Release.Entry entry) {
    List<URI> locations = new ArrayList<>();
    if (release.byHash()) {
      URI index = directory.resolve(name);
      locations.add(index.resolve("by-hash/SHA256/" + entry.sha256()));
    }
    locations.add(directory.resolve(name));
    return new Blob(request.name() + " " + name, entry.sha256(), entry.size(), locations);
  }
}
