package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.boot2docker.debian.testing.Events;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.debian.testing.TestMirror;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run uses a cache into which another one fetches a file, of which half has come. */
class TwoRunsTest {
  private static final int SIZE = 500_000;

  @TempDir Path directory;
  private final byte[] content = new byte[SIZE];
  private final Events events = new Events();
  private Path cache;
  private MirrorServer server;
  private Blob blob;

  /** The other run, in a process of its own: arguments are cache, location, hash. */
  static final class Other {
    public static void main(String[] arguments) throws Exception {
      Blob blob = new Blob("x", arguments[2], SIZE, List.of(URI.create(arguments[1])));
      downloader(Path.of(arguments[0]), DownloadListener.SILENT).fetch(blob);
    }
  }

  private static Downloader downloader(Path cache, DownloadListener progress) {
    Transport transport = new Transport(ProxySelector.of(null), Duration.ofSeconds(60));
    return new Downloader(new BlobCache(cache), transport, Retry.DEFAULT, progress);
  }

  @BeforeEach
  void startServer() throws IOException {
    cache = directory.resolve("cache");
    new Random(9).nextBytes(content);
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("x.deb"), content);
    Files.writeString(root.resolve("y.deb"), "y");
    server = new MirrorServer(root);
    server.addOnce("x.deb", 1, TwoRunsTest::sendHalfAndWait);
    blob = blob("x.deb", content);
  }

  private Blob blob(String name, byte[] bytes) {
    URI location = server.base().resolve(name);
    return new Blob(name, TestMirror.sha256(bytes), bytes.length, List.of(location));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void theNextRunGoesOnWhereAKilledOneStopped() throws Exception {
    startOther().destroyForcibly().waitFor();
    assertThat(cache.resolve("sha256")).doesNotExist();

    assertThat(downloader(cache, events).fetch(blob)).hasBinaryContent(content);
    assertThat(server.requests()).last().isEqualTo("/x.deb bytes=" + SIZE / 2 + "-");
    assertThat(partial()).doesNotExist();
  }

  @Test
  void onlyWhoFetchesWaitsForAnotherRunThatFetches() throws Exception {
    Downloader downloader = downloader(cache, events);
    Blob there = blob("y.deb", new byte[] {'y'});
    downloader.fetch(there);
    Process other = startOther();

    assertThat(downloader.fetch(there)).hasContent("y");
    assertThat(events.lines()).isEmpty();

    CompletableFuture<Path> same = CompletableFuture.supplyAsync(() -> fetch(downloader));
    assertThatThrownBy(() -> same.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    assertThat(events.lines()).singleElement().asString().contains("waiting");
    other.destroyForcibly().waitFor();
    assertThat(same.get(30, TimeUnit.SECONDS)).hasBinaryContent(content);
  }

  private Path fetch(Downloader downloader) {
    try {
      return downloader.fetch(blob);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path partial() {
    return cache.resolve("partial").resolve(blob.sha256());
  }

  /** Returns when half of the file has come. */
  private Process startOther() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    String location = blob.locations().get(0).toString();
    Process other =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    path,
                    Other.class.getName(),
                    cache.toString(),
                    location,
                    blob.sha256()))
            .inheritIO()
            .start();
    while (!Files.exists(partial()) || Files.size(partial()) < SIZE / 2) {
      assertThat(other.isAlive()).isTrue();
      Thread.sleep(20);
    }
    return other;
  }

  private static boolean sendHalfAndWait(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content, 0, SIZE / 2);
    exchange.getResponseBody().flush();
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      throw new IOException(e); // the server is being closed
    }
    return true;
  }
}
