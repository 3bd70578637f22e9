package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.debian.testing.TestMirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
  private static final int SIZE = 500_000;

  @TempDir Path directory;

  /** The run that is killed: arguments are cache, location, hash. */
  static final class Run {
    public static void main(String[] arguments) throws Exception {
      fetch(Path.of(arguments[0]), URI.create(arguments[1]), arguments[2]);
    }
  }

  private static Path fetch(Path cache, URI location, String hash) throws IOException {
    Transport transport = new Transport(ProxySelector.of(null), Duration.ofSeconds(60));
    return new Downloader(new BlobCache(cache), transport, Retry.DEFAULT, Progress.SILENT)
        .fetch(new Blob("x", hash, SIZE, List.of(location)));
  }

  @Test
  void theNextRunGoesOnWhereAKilledOneStopped() throws Exception {
    byte[] content = new byte[SIZE];
    new Random(9).nextBytes(content);
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("x.deb"), content);
    Path cache = directory.resolve("cache");
    String hash = TestMirror.sha256(content);
    try (MirrorServer server = new MirrorServer(root)) {
      server.addOnce("x.deb", 1, KilledRunTest::sendHalfAndWait);
      URI location = server.base().resolve("x.deb");
      Process run = start(cache, location, hash);
      Path partial = cache.resolve("partial").resolve(hash);
      while (!Files.exists(partial) || Files.size(partial) < SIZE / 2) {
        assertThat(run.isAlive()).isTrue();
        Thread.sleep(20);
      }
      run.destroyForcibly().waitFor();
      assertThat(cache.resolve("sha256")).doesNotExist();

      assertThat(fetch(cache, location, hash)).hasBinaryContent(content);
      assertThat(server.requests()).last().isEqualTo("/x.deb bytes=" + SIZE / 2 + "-");
      assertThat(partial).doesNotExist();
    }
  }

  private static boolean sendHalfAndWait(
      com.sun.net.httpserver.HttpExchange exchange, byte[] content) throws IOException {
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

  private static Process start(Path cache, URI location, String hash) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(
                java,
                "-cp",
                path,
                Run.class.getName(),
                cache.toString(),
                location.toString(),
                hash))
        .inheritIO()
        .start();
  }
}
