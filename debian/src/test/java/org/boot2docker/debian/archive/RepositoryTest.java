package org.boot2docker.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
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

/** A repository with a key, names and a layout of its own beside Debian's archive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryTest {
  private static final String INDEX = "stable/binary-amd64/Packages";
  private static final SuiteRequest DOCKER =
      new SuiteRequest("docker", "trixie", List.of("stable"), Duration.ZERO);
  private static final SuiteRequest TRIXIE = new SuiteRequest("trixie");

  private TestKey debianKey;
  private TestKey dockerKey;
  private Path directory;
  private TestMirror debian;
  private TestMirror docker;
  private MirrorServer server;

  @BeforeAll
  void makeKeys() throws PGPException {
    debianKey = TestKey.make("debian");
    dockerKey = TestKey.make("docker");
  }

  @BeforeEach
  void startMirrors(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Path root = temporary.resolve("www");
    debian = new TestMirror(Files.createDirectories(root.resolve("debian")), debianKey);
    docker =
        new TestMirror(Files.createDirectories(root.resolve("linux")), dockerKey)
            .suiteName("trixie")
            .headers("Architectures: amd64 arm64\nComponents: stable test\n")
            .pool("dists/trixie/pool/stable/amd64");
    server = new MirrorServer(root);
    debian.publish("trixie", debian.add("busybox", "1", "", bytes("Debian's")));
    docker.publish(
        "trixie",
        Map.of(
            INDEX,
            docker.add("docker-ce", "5:28.5.2-1~debian.13~trixie", "", bytes("Docker's")),
            "test/binary-amd64/Packages",
            ""));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Archive archive(TestKey trusted, Instant now) throws IOException {
    return new Archive(
        Mirror.of(server.base().resolve("debian/")),
        debianKey.keyring(),
        new Freshness(Clock.fixed(now, ZoneOffset.UTC), false),
        new Downloader(
            new BlobCache(directory.resolve("cache")),
            new Transport(ProxySelector.of(null), Duration.ofSeconds(20)),
            new Retry(2, Duration.ofMillis(1)),
            new Events()),
        Map.of("docker", new Repository(server.base().resolve("linux"), trusted.keyring())));
  }

  private Archive archive() throws IOException {
    return archive(dockerKey, TestMirror.DATE.plusSeconds(3600));
  }

  @Test
  void twoSuitesOfOneNameAreReadEachFromItsOwnArchive() throws IOException {
    Archive archive = archive();
    assertThat(archive.load(TRIXIE, "amd64").packages())
        .extracting(PackageRecord::name)
        .containsExactly("busybox");
    List<PackageRecord> packages = archive.load(DOCKER, "amd64").packages();
    assertThat(packages).extracting(PackageRecord::name).containsExactly("docker-ce");
    LockedPackage locked = LockedPackage.of(packages.get(0));
    assertThat(locked.suite()).isEqualTo("docker");
    assertThat(locked.path()).startsWith("dists/trixie/pool/stable/amd64/docker-ce_5-28");
    assertThat(archive.fetch(locked)).hasContent("Docker's");
  }

  @Test
  void aKeyVouchesForItsOwnArchiveOnly() throws IOException {
    assertThatThrownBy(() -> archive(debianKey, TestMirror.DATE).load(DOCKER, "amd64"))
        .hasMessageContaining("suite docker refused")
        .hasMessageContaining("not signed by a key of");
    debian = new TestMirror(debian.root(), dockerKey);
    debian.publish("trixie", "");
    assertThatThrownBy(() -> archive().load(TRIXIE, "amd64"))
        .hasMessageContaining("not signed by a key of");
  }

  @Test
  void anExpiredReleaseIsRefused() throws IOException {
    docker.validFor(Duration.ofDays(7)).publish("trixie", Map.of(INDEX, ""));
    Instant late = TestMirror.DATE.plus(Duration.ofDays(9));
    assertThatThrownBy(() -> archive(dockerKey, late).load(DOCKER, "amd64"))
        .hasMessageContaining("suite docker refused: it was valid until")
        .hasMessageContaining("2 days ago");
  }

  @Test
  void aComponentThatIsNotThereIsNamedWithThoseThatAre() {
    SuiteRequest nightly =
        new SuiteRequest("docker", "trixie", List.of("stable", "nightly"), Duration.ZERO);
    assertThatThrownBy(() -> archive().load(nightly, "amd64"))
        .hasMessageContaining("it has no component 'nightly' for amd64: name one of stable, test");
  }
}
