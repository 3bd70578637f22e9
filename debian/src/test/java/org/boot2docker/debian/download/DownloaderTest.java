package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.boot2docker.debian.testing.MirrorServer.cutAfter;
import static org.boot2docker.debian.testing.MirrorServer.status;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.boot2docker.debian.testing.Events;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.formats.file.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
  private static final int SIZE = 300_000;

  @TempDir Path directory;
  private final byte[] content = new byte[SIZE];
  private final Events events = new Events();
  private MirrorServer server;
  private BlobCache cache;
  private Downloader downloader;
  private Blob blob;

  @BeforeEach
  void startServer() throws IOException {
    new Random(1).nextBytes(content);
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("x.deb"), content);
    server = new MirrorServer(root);
    cache = new BlobCache(directory.resolve("cache"));
    downloader = downloader(cache, Duration.ofSeconds(20));
    blob = blob(content, server.base().resolve("x.deb"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Downloader downloader(BlobCache into, Duration patience) {
    Transport transport = new Transport(ProxySelector.of(null), patience);
    return new Downloader(into, transport, new Retry(3, Duration.ofMillis(1)), events);
  }

  private static Blob blob(byte[] bytes, URI... locations) {
    String hash = HexFormat.of().formatHex(Sha256.start().digest(bytes));
    return new Blob("x", hash, bytes.length, List.of(locations));
  }

  @Test
  void aSecondFetchDoesNotTouchTheNetwork() throws IOException {
    Path file = downloader.fetch(blob);
    assertThat(file).hasBinaryContent(content);
    assertThat(downloader.fetch(blob)).isEqualTo(file);
    assertThat(server.requests()).hasSize(1);
    assertThat(events.bytes()).isEqualTo(SIZE).isEqualTo(events.expected());
  }

  @Test
  void aCutTransferIsResumedWhereItStopped() throws IOException {
    server.addOnce("x.deb", 1, cutAfter(100_000));
    assertThat(downloader.fetch(blob)).hasBinaryContent(content);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1)).startsWith("/x.deb bytes=").doesNotEndWith("=0-");
    assertThat(events.bytes()).isEqualTo(SIZE);
    assertThat(events.lines()).singleElement().asString().contains("trying again");
  }

  @Test
  void aServerWithoutRangesIsAskedForTheWhole() throws IOException {
    server.addOnce("x.deb", 1, cutAfter(100_000));
    server.add(
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
          return true;
        });
    assertThat(downloader.fetch(blob)).hasBinaryContent(content);
    assertThat(events.bytes()).isEqualTo(SIZE);
  }

  @Test
  void aFileThatComesShortEveryTimeSaysHowMuchCame() {
    server.add((exchange, bytes) -> status(503).handle(exchange, bytes));
    assertThatThrownBy(() -> downloader.fetch(blob))
        .hasMessageContaining("answers 503")
        .hasMessageContaining("tried 3 times");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void anErrorOfTheServerIsTriedAgain() throws IOException {
    server.addOnce("x.deb", 2, status(502));
    assertThat(downloader.fetch(blob)).hasBinaryContent(content);
  }

  @Test
  void aStalledTransferIsGivenUpAndResumed() throws IOException {
    server.addOnce(
        "x.deb",
        1,
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, 50_000);
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(5000);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          throw new IOException("stalled");
        });
    assertThat(downloader(cache, Duration.ofSeconds(1)).fetch(blob)).hasBinaryContent(content);
    assertThat(events.lines()).anyMatch(line -> line.contains("1 s"));
  }

  @Test
  void wrongContentIsNeverKept() throws IOException {
    byte[] evil = content.clone();
    evil[12345] ^= 1;
    Files.write(directory.resolve("www/x.deb"), evil);
    assertThatThrownBy(() -> downloader.fetch(blob))
        .isInstanceOf(HashMismatchException.class)
        .hasMessageContaining("x.deb")
        .hasMessageContaining(blob.sha256());
    assertThat(filesIn(cache.root())).containsExactly(cache.root().resolve("lock"));
  }

  @Test
  void aDamagedPartIsThrownAwayAndFetchedAnew() throws IOException {
    Path partial = cache.partial(blob);
    Files.write(partial, new byte[1000]);
    assertThat(downloader.fetch(blob)).hasBinaryContent(content);
    assertThat(filesIn(directory.resolve("cache/partial"))).isEmpty();
  }

  @Test
  void aPartThatIsWholeAlreadyNeedsNoNetwork() throws IOException {
    Files.write(cache.partial(blob), content);
    assertThat(downloader.fetch(blob)).hasBinaryContent(content);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void theNextLocationIsTriedWhenOneHasItNotOrHasItWrong() throws IOException {
    Files.write(directory.resolve("www/evil.deb"), new byte[SIZE]);
    URI base = server.base();
    Blob several =
        blob(content, base.resolve("gone.deb"), base.resolve("evil.deb"), base.resolve("x.deb"));
    assertThat(downloader.fetch(several)).hasBinaryContent(content);
  }

  @Test
  void whatIsNowhereIsSaidWithItsAddress() {
    Blob gone = blob(content, server.base().resolve("gone.deb"));
    assertThatThrownBy(() -> downloader.fetch(gone))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("gone.deb");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aFileThatIsTooLongIsCutOff() throws IOException {
    Blob shorter = blob(java.util.Arrays.copyOf(content, 1000), server.base().resolve("x.deb"));
    assertThatThrownBy(() -> downloader.fetch(shorter)).isInstanceOf(HashMismatchException.class);
    assertThat(filesIn(cache.root()).stream().mapToLong(DownloaderTest::size))
        .allMatch(s -> s == 0);
  }

  @Test
  void manyAreFetchedSideBySideAndComeInOrder() throws IOException {
    List<Blob> blobs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      byte[] bytes = ("file " + i % 20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Files.write(directory.resolve("www/" + i), bytes);
      blobs.add(blob(bytes, server.base().resolve(String.valueOf(i))));
    }
    List<Path> files = downloader.fetchAll(blobs);
    for (int i = 0; i < 30; i++) {
      assertThat(files.get(i)).hasContent("file " + i % 20);
    }
    assertThat(server.requests()).hasSize(20);
  }

  @Test
  void localMirrorsNeedNoServer() throws IOException {
    Blob local = blob(content, directory.resolve("www/x.deb").toUri());
    assertThat(downloader.fetch(local)).hasBinaryContent(content);
    Blob gone = blob(new byte[3], directory.resolve("www/none").toUri());
    assertThatThrownBy(() -> downloader.fetch(gone)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    server.addOnce(
        "/moved.deb",
        1,
        (exchange, bytes) -> {
          exchange.getResponseHeaders().set("Location", "/x.deb");
          return status(302).handle(exchange, bytes);
        });
    assertThat(downloader.fetch(blob(content, server.base().resolve("moved.deb"))))
        .hasBinaryContent(content);
  }

  @Test
  void theSameBytesWantedTwiceAtOnceAreFetchedOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<Path>> files = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      files.add(pool.submit(() -> downloader.fetch(blob)));
    }
    for (Future<Path> file : files) {
      assertThat(file.get()).hasBinaryContent(content);
    }
    pool.shutdown();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aProxyIsAskedInsteadOfTheServer() throws IOException {
    InetSocketAddress proxy = new InetSocketAddress("127.0.0.1", server.base().getPort());
    Transport transport = new Transport(ProxySelector.of(proxy), Duration.ofSeconds(20));
    Downloader proxied = new Downloader(cache, transport, new Retry(1, Duration.ZERO), events);
    URI elsewhere = URI.create("http://no-such-host.invalid/x.deb");
    assertThat(proxied.fetch(blob(content, elsewhere))).hasBinaryContent(content);
  }

  @Test
  void aServerThatIsDownIsNamed() throws IOException {
    URI dead = server.base().resolve("x.deb");
    server.close();
    assertThatThrownBy(() -> downloader.fetch(blob(content, dead)))
        .hasMessageContaining(dead.toString())
        .hasMessageContaining("no connection");
  }

  @Test
  void anUnwritableCacheIsNamedWithWhatToDo() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    Downloader blocked = downloader(new BlobCache(file.resolve("cache")), Duration.ofSeconds(20));
    assertThatThrownBy(() -> blocked.fetch(blob))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("make it writable")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFullDiskIsToldBeforeAnythingIsFetched() {
    Blob huge = new Blob("x", "0".repeat(64), Long.MAX_VALUE / 2, blob.locations());
    assertThatThrownBy(() -> downloader.fetch(huge))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(cache.root().toString())
        .hasMessageContaining((Long.MAX_VALUE / 2) + " bytes needed");
    assertThat(server.requests()).isEmpty();
  }

  private static List<Path> filesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
