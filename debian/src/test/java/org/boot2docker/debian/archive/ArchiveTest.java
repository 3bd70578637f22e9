package org.boot2docker.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.HashMismatchException;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.testing.Events;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.debian.testing.TestKey;
import org.boot2docker.debian.testing.TestMirror;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {
  private static final SuiteRequest TRIXIE = new SuiteRequest("trixie");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final SuiteRequest GRACEFUL =
      new SuiteRequest("trixie", List.of("main"), Duration.ofDays(35));

  private TestKey key;
  private TestKey stranger;
  private Path directory;
  private TestMirror mirror;
  private MirrorServer server;
  private Events events;

  @BeforeAll
  void makeKeys() throws PGPException {
    key = TestKey.make("archive");
    stranger = TestKey.make("stranger");
  }

  @BeforeEach
  void startMirror(@TempDir Path temporary) throws IOException {
    directory = temporary;
    mirror = new TestMirror(Files.createDirectories(directory.resolve("www")), key);
    server = new MirrorServer(mirror.root());
    events = new Events();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Archive archive(Instant now, boolean strict, Mirror from) throws IOException {
    Freshness freshness = new Freshness(Clock.fixed(now, ZoneOffset.UTC), strict);
    Transport transport = new Transport(ProxySelector.of(null), Duration.ofSeconds(20));
    BlobCache cache = new BlobCache(directory.resolve("cache"));
    Retry retry = new Retry(3, Duration.ofMillis(1));
    return new Archive(
        from, key.keyring(), freshness, new Downloader(cache, transport, retry, events));
  }

  private Archive archive() throws IOException {
    return archive(TestMirror.DATE.plusSeconds(3600), false, Mirror.of(server.base()));
  }

  private String busybox() throws IOException {
    return mirror.add("busybox", "1.37.0-6", "", "the package".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPackageIsReachedThroughReleaseAndIndexByTheirHashes() throws IOException {
    mirror.publish("trixie", busybox());
    Suite suite = archive().load(TRIXIE, "amd64");
    assertThat(suite.packages())
        .extracting(PackageRecord::toString)
        .containsExactly("busybox_1.37.0-6_amd64");
    assertThat(suite.signers()).isEqualTo(key.keyring().fingerprints());
    assertThat(server.requests()).hasSize(2).last().asString().contains("/by-hash/SHA256/");
    Path deb = archive().fetch(LockedPackage.of(suite.packages().get(0)));
    assertThat(deb).hasContent("the package");
  }

  @Test
  void aSuiteMayBeAskedForByEitherOfItsNames() throws IOException {
    mirror.publish("trixie", busybox());
    Files.createSymbolicLink(mirror.root().resolve("dists/stable"), Path.of("trixie"));
    assertThat(archive().load(new SuiteRequest("stable"), "amd64").packages()).hasSize(1);
  }

  @Test
  void aMirrorThatAnswersWithAnotherSuiteIsRefused() throws IOException {
    mirror.publish("bookworm", busybox());
    Files.createSymbolicLink(mirror.root().resolve("dists/trixie"), Path.of("bookworm"));
    assertRefused(archive(), TRIXIE, "answers with suite 'stable', code name 'bookworm'");
  }

  @Test
  void aTamperedReleaseIsRefusedWithALoudWarning() throws IOException {
    mirror.publish("trixie", busybox());
    Path file = mirror.root().resolve("dists/trixie/InRelease");
    Files.writeString(file, Files.readString(file).replace("Origin: Test", "Origin: Evil"));
    assertRefused(archive(), TRIXIE, "changed after signing");
    assertThat(events.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("trixie", "trusted");
  }

  @Test
  void aReleaseSignedByAnotherKeyIsRefused() throws IOException {
    new TestMirror(mirror.root(), stranger).publish("trixie", busybox());
    assertRefused(archive(), TRIXIE, "not signed by a key of");
  }

  @Test
  void aTamperedIndexIsRefused() throws IOException {
    mirror.publish("trixie", busybox());
    server.add(
        (exchange, content) -> {
          if (exchange.getRequestURI().getPath().contains("Packages")
              || exchange.getRequestURI().getPath().contains("by-hash")) {
            content[content.length / 2] ^= 1;
          }
          return false;
        });
    assertRefused(archive(), TRIXIE, "doesn't fit its InRelease");
  }

  @Test
  void aStaleSuiteIsRefusedWithoutGraceAndUsedWithAWarningWithin() throws IOException {
    mirror.validFor(WEEK).publish("trixie", busybox());
    Instant stale = TestMirror.DATE.plus(WEEK).plus(Duration.ofDays(17));
    Mirror from = Mirror.of(server.base());
    assertRefused(archive(stale, false, from), TRIXIE, "17 days ago");
    assertThat(archive(stale, false, from).load(GRACEFUL, "amd64").packages()).hasSize(1);
    assertThat(events.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING")
        .contains("trixie", "2026-11-27T12:00:00Z", "17 days", "35 days");
  }

  @Test
  void strictAllowsNoGrace() throws IOException {
    mirror.validFor(WEEK).publish("trixie", busybox());
    Instant stale = TestMirror.DATE.plus(WEEK).plus(Duration.ofDays(17));
    assertRefused(archive(stale, true, Mirror.of(server.base())), GRACEFUL, "--strict");
  }

  @Test
  void graceEnds() throws IOException {
    mirror.validFor(WEEK).publish("trixie", busybox());
    Instant end = TestMirror.DATE.plus(WEEK).plus(Duration.ofDays(35));
    Mirror from = Mirror.of(server.base());
    archive(end, false, from).load(GRACEFUL, "amd64");
    assertRefused(archive(end.plusSeconds(1), false, from), GRACEFUL, "past its grace of 35 days");
  }

  @Test
  void aSuiteFromTheFutureNamesTheClock() throws IOException {
    mirror.publish("trixie", busybox());
    Instant early = TestMirror.DATE.minus(Duration.ofDays(400));
    assertRefused(archive(early, false, Mirror.of(server.base())), TRIXIE, "set the clock");
  }

  @Test
  void anArchitectureThatTheSuiteHasNotIsNamed() throws IOException {
    mirror.publish("trixie", busybox());
    assertThatThrownBy(() -> archive().load(TRIXIE, "s390x")).hasMessageContaining("s390x");
  }

  @Test
  void packagesForAllArchitecturesAreReadFromTheirOwnIndexWhereThatIsNeeded() throws IOException {
    mirror
        .headers("Architectures: all arm64\n")
        .publish(
            "trixie",
            Map.of(
                "main/binary-arm64/Packages", busybox(),
                "main/binary-all/Packages", mirror.add("ca-certificates", "1", "", new byte[9])));
    assertThat(archive().load(TRIXIE, "arm64").packages())
        .extracting(PackageRecord::name)
        .containsExactly("busybox", "ca-certificates");
    assertThat(server.requests()).noneMatch(path -> path.contains("by-hash"));
  }

  @Test
  void aMirrorThatChangesInBetweenIsReadAgainFromTheStart() throws IOException {
    mirror.onlyByHash().publish("trixie", busybox());
    byte[] old = Files.readAllBytes(mirror.root().resolve("dists/trixie/InRelease"));
    deleteIndexes();
    mirror.publish("trixie", mirror.add("busybox", "1.38", "", new byte[5]));
    server.addOnce(
        "InRelease",
        1,
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, old.length);
          exchange.getResponseBody().write(old);
          exchange.close();
          return true;
        });
    assertThat(archive().load(TRIXIE, "amd64").packages())
        .extracting(found -> found.version().toString())
        .containsExactly("1.38");
    assertThat(events.lines()).singleElement().asString().contains("changing right now");
  }

  @Test
  void aMirrorThatNeverFitsIsGivenUp() throws IOException {
    mirror.onlyByHash().publish("trixie", busybox());
    deleteIndexes();
    assertRefused(archive(), TRIXIE, "doesn't fit its InRelease");
    assertThat(server.requests().stream().filter(path -> path.endsWith("InRelease"))).hasSize(3);
  }

  private void deleteIndexes() throws IOException {
    Path indexes = mirror.root().resolve("dists/trixie/main/binary-amd64/by-hash/SHA256");
    try (var files = Files.list(indexes)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void theSecurityArchiveIsFoundBesideTheMainOneOrInIt() throws IOException {
    mirror.publish("trixie-security", busybox());
    SuiteRequest security = new SuiteRequest("trixie-security");
    assertThat(archive().load(security, "amd64").packages()).hasSize(1);
    TestMirror sibling = new TestMirror(directory.resolve("www/debian-security"), key);
    sibling.publish("trixie-security", "");
    Mirror beside = Mirror.of(server.base().resolve("debian"));
    assertThat(archive(TestMirror.DATE, false, beside).load(security, "amd64").packages())
        .isEmpty();
  }

  @Test
  void aMirrorMayBeADirectory() throws IOException {
    mirror.publish("trixie", busybox());
    Archive local = archive(TestMirror.DATE, false, Mirror.of(mirror.root().toUri()));
    Suite suite = local.load(TRIXIE, "amd64");
    assertThat(local.fetch(LockedPackage.of(suite.packages().get(0)))).hasContent("the package");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aListOfSuitesGoesOnAfterARefusal() throws IOException {
    mirror.publish("trixie", busybox());
    List<SuiteOutcome> outcomes =
        archive().loadAll(List.of(new SuiteRequest("forky"), TRIXIE), "amd64");
    assertThat(outcomes.get(0)).isInstanceOf(SuiteOutcome.Refused.class);
    assertThat(((SuiteOutcome.Refused) outcomes.get(0)).reason())
        .hasMessageContaining("suite forky refused")
        .hasMessageNotContaining("\n");
    assertThat(outcomes.get(1)).isInstanceOf(SuiteOutcome.Loaded.class);
  }

  @Test
  void aPackageWithAnotherHashIsRefused() throws IOException {
    mirror.publish("trixie", busybox());
    LockedPackage wanted = LockedPackage.of(archive().load(TRIXIE, "amd64").packages().get(0));
    Files.writeString(mirror.root().resolve(wanted.path()), "THE PACKAGE");
    assertThatThrownBy(() -> archive().fetch(wanted))
        .isInstanceOf(HashMismatchException.class)
        .hasMessageContaining(wanted.path())
        .hasMessageContaining(wanted.sha256());
  }

  @Test
  void aLockedPackageThatIsGoneHasItsWaysOut() throws IOException {
    mirror.publish("trixie", busybox());
    LockedPackage wanted = LockedPackage.of(archive().load(TRIXIE, "amd64").packages().get(0));
    Path attic = Files.createDirectories(directory.resolve("www/attic/pool/main"));
    Path file = mirror.root().resolve(wanted.path());
    Files.move(file, attic.resolve(file.getFileName()));
    assertThatThrownBy(() -> archive().fetch(wanted))
        .isInstanceOf(PackageGoneException.class)
        .hasMessageContaining("busybox_1.37.0-6_amd64")
        .hasMessageContaining("boot2docker lock")
        .hasMessageContaining("--archive-url")
        .hasMessageNotContaining("\n");
    Mirror more = Mirror.of(server.base()).withExtra(List.of(server.base().resolve("attic")));
    assertThat(archive(TestMirror.DATE, false, more).fetch(wanted)).hasContent("the package");
    Mirror nothing = Mirror.of(URI.create("http://127.0.0.1:9/"));
    assertThat(archive(TestMirror.DATE, false, nothing).fetch(wanted)).hasContent("the package");
  }

  private static void assertRefused(Archive archive, SuiteRequest request, String why) {
    assertThatThrownBy(() -> archive.load(request, "amd64"))
        .isInstanceOf(SuiteRefusedException.class)
        .hasMessageStartingWith("suite " + request.name() + " refused: ")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }
}
