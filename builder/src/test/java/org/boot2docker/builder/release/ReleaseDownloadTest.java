package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a server that says of what is not there that it is forbidden, as stores of objects do. */
class ReleaseDownloadTest {
  private static final String IMAGE = "an image";

  @TempDir Path directory;

  private Path served = Path.of("unset");
  private Optional<HttpServer> server = Optional.empty();

  @BeforeEach
  void serve() throws IOException {
    served = Files.createDirectories(directory.resolve("served/release"));
    Files.writeString(served.resolve("image.iso"), IMAGE);
    Sums.write(served);
    HttpServer started =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext("/", this::answer);
    started.start();
    server = Optional.of(started);
  }

  @AfterEach
  void stop() {
    server.ifPresent(each -> each.stop(0));
  }

  private void answer(HttpExchange exchange) throws IOException {
    Path file = directory.resolve("served" + exchange.getRequestURI().getPath());
    boolean there = Files.isRegularFile(file);
    byte[] body = there ? Files.readAllBytes(file) : "no".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(there ? 200 : 403, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private ReleaseDownload begin(String path) throws IOException {
    String url = "http://127.0.0.1:" + server.orElseThrow().getAddress().getPort() + path;
    Path folder = Files.createTempDirectory(directory, "fetched");
    return ReleaseDownload.begin(url, folder, Map.of(), Progress.SILENT);
  }

  @Test
  void aReleaseWithoutSignaturesIsFetched() throws IOException {
    ReleaseDownload release = begin("/release");
    assertThat(release.isWhole()).isTrue();
    assertThat(release.fetch().resolve("image.iso")).hasContent(IMAGE);
  }

  @Test
  void theSumsOfAFileAreBesideIt() throws IOException {
    ReleaseDownload release = begin("/release/image.iso");
    assertThat(release.isWhole()).isFalse();
    assertThat(release.fetch()).hasContent(IMAGE);
  }

  @Test
  void whatMustBeThereIsSaidToBeForbidden() throws IOException {
    Files.delete(served.resolve("image.iso"));
    ReleaseDownload release = begin("/release");
    assertThatThrownBy(release::fetch).hasMessageContainingAll("image.iso", "403");
  }
}
