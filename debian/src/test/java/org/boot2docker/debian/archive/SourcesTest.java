package org.boot2docker.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.boot2docker.debian.control.SourceFile;
import org.boot2docker.debian.control.SourceRecord;
import org.boot2docker.debian.control.StanzaReader;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.HashMismatchException;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.testing.Events;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.debian.testing.TestKey;
import org.boot2docker.debian.testing.TestMirror;
import org.boot2docker.debian.testing.Tool;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source packages, of an archive whose sources and index Debian's own tools made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesTest {
  private static final SuiteRequest TRIXIE = new SuiteRequest("trixie");

  private TestKey key;
  private Path directory;
  private TestMirror mirror;
  private MirrorServer server;
  private Path pool;

  @BeforeAll
  void makeKey() throws PGPException {
    key = TestKey.make("archive");
  }

  @BeforeEach
  void startMirror(@TempDir Path temporary) throws IOException {
    directory = temporary;
    mirror = new TestMirror(Files.createDirectories(directory.resolve("www")), key);
    server = new MirrorServer(mirror.root());
    pool = Files.createDirectories(mirror.root().resolve("pool/main/h/hello"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Archive archive() throws IOException {
    return new Archive(
        Mirror.of(server.base()),
        key.keyring(),
        new Freshness(Clock.fixed(TestMirror.DATE.plusSeconds(60), ZoneOffset.UTC), false),
        new Downloader(
            new BlobCache(directory.resolve("cache")),
            new Transport(ProxySelector.of(null), Duration.ofSeconds(20)),
            new Retry(3, Duration.ofMillis(1)),
            new Events()));
  }

  /** A source package as dpkg-source makes it, in the pool; publishes its index. */
  private void publishHello() throws IOException {
    Path source = directory.resolve("hello-1.0");
    Path debian = Files.createDirectories(source.resolve("debian/source"));
    Files.writeString(source.resolve("hello.go"), "package main\n\nfunc main() {}\n");
    Tool.output(
        directory,
        "tar",
        "-cJf",
        "hello_1.0+ds1.orig.tar.xz",
        "--exclude=hello-1.0/debian",
        "hello-1.0");
    Files.writeString(debian.resolve("format"), "3.0 (quilt)\n");
    Files.writeString(
        source.resolve("debian/control"),
        "Source: hello\nMaintainer: Nobody <nobody@example.org>\n\nPackage: hello\n"
            + "Architecture: any\nDescription: test\n");
    Files.writeString(
        source.resolve("debian/changelog"),
        "hello (1.0+ds1-1) unstable; urgency=low\n\n  * Test.\n\n"
            + " -- Nobody <nobody@example.org>  Fri, 20 Nov 2026 12:00:00 +0000\n");
    Tool.output(directory, "dpkg-source", "-b", "hello-1.0");
    for (String file :
        List.of(
            "hello_1.0+ds1.orig.tar.xz", "hello_1.0+ds1-1.debian.tar.xz", "hello_1.0+ds1-1.dsc")) {
      Files.move(directory.resolve(file), pool.resolve(file));
    }
    Tool.output(mirror.root(), "sh", "-c", "dpkg-scansources pool > Sources 2>scan.log");
    publish(Files.readString(mirror.root().resolve("Sources")));
  }

  private void publish(String sources) throws IOException {
    mirror.publish(
        "trixie", Map.of("main/binary-amd64/Packages", "", "main/source/Sources", sources));
  }

  private SourceRecord hello() throws IOException {
    Archive archive = archive();
    List<SourceRecord> sources = archive.sources(archive.load(TRIXIE, "amd64"));
    assertThat(sources).singleElement().hasToString("hello_1.0+ds1-1_source");
    return sources.get(0);
  }

  private LockedPackage locked(String name) throws IOException {
    SourceRecord hello = hello();
    SourceFile file =
        hello.files().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return LockedPackage.of(hello, file);
  }

  @Test
  void theFilesOfASourcePackageCanBeHadWithoutItsDsc() throws IOException {
    publishHello();
    Files.delete(pool.resolve("hello_1.0+ds1-1.dsc"));
    LockedPackage tarball = locked("hello_1.0+ds1.orig.tar.xz");
    assertThat(tarball.fromSource()).isTrue();
    assertThat(tarball).hasToString("hello_1.0+ds1.orig.tar.xz");
    Path fetched = archive().fetch(tarball);
    assertThat(Tool.output(directory, "tar", "-tJf", fetched.toString()))
        .contains("hello-1.0/hello.go");
    LockedPackage dsc = locked("hello_1.0+ds1-1.dsc");
    assertThatThrownBy(() -> archive().fetch(dsc))
        .isInstanceOf(PackageGoneException.class)
        .hasMessageStartingWith("hello_1.0+ds1-1.dsc of suite trixie ");
  }

  @Test
  void dpkgSourceUnpacksWhatWasFetched() throws IOException {
    publishHello();
    Path copy = Files.createDirectories(directory.resolve("copy"));
    for (SourceFile file : hello().files()) {
      Files.copy(archive().fetch(locked(file.name())), copy.resolve(file.name()));
    }
    Tool.output(copy, "dpkg-source", "--no-check", "-x", "hello_1.0+ds1-1.dsc", "out");
    assertThat(copy.resolve("out/hello.go")).hasContent("package main\n\nfunc main() {}");
  }

  @Test
  void aConnectionThatBreaksIsResumedAndAnotherContentRefused() throws IOException {
    publishHello();
    LockedPackage tarball = locked("hello_1.0+ds1.orig.tar.xz");
    server.addOnce(".orig.tar.xz", 1, MirrorServer.cutAfter(10));
    assertThat(archive().fetch(tarball)).hasSize(tarball.size());
    LockedPackage debian = locked("hello_1.0+ds1-1.debian.tar.xz");
    byte[] bytes = Files.readAllBytes(pool.resolve(debian.fileName()));
    bytes[bytes.length / 2] ^= 1;
    Files.write(pool.resolve(debian.fileName()), bytes);
    assertThatThrownBy(() -> archive().fetch(debian))
        .isInstanceOf(HashMismatchException.class)
        .hasMessageContaining(debian.sha256());
  }

  @Test
  void aSuiteWithoutSourcesIsRefused() throws IOException {
    mirror.publish("trixie", "");
    Archive archive = archive();
    Suite suite = archive.load(TRIXIE, "amd64");
    assertThatThrownBy(() -> archive.sources(suite))
        .isInstanceOf(SuiteRefusedException.class)
        .hasMessageContaining("its release file lists no index main/source/Sources")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Directory: ../etc\nChecksums-Sha256:\n SUM 1 a.tar.xz\n",
        "Directory: pool/../../etc\nChecksums-Sha256:\n SUM 1 a.tar.xz\n",
        "Directory: pool\nChecksums-Sha256:\n SUM 1 ../a.tar.xz\n",
        "Directory: pool\nChecksums-Sha256:\n SUM 1 a.tar.xz\n SUM 2 a.tar.xz\n",
        "Directory: pool\nChecksums-Sha256:\n SUM x a.tar.xz\n",
        "Directory: pool\nChecksums-Sha256:\n 00 1 a.tar.xz\n",
        "Directory: pool\n",
        "Checksums-Sha256:\n SUM 1 a.tar.xz\n"
      })
  void malformedRecordsNameTheirPackage(String fields) throws IOException {
    String text = "Package: hello\nVersion: 1\n" + fields.replace("SUM", "a".repeat(64));
    var stanza = StanzaReader.parse(text, "test").get(0);
    assertThatThrownBy(() -> SourceRecord.of(stanza, "trixie"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hello");
  }
}
