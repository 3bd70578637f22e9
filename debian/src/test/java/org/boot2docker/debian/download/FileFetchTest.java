package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.boot2docker.debian.testing.MirrorServer.cutAfter;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.boot2docker.debian.testing.MirrorServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches from a real HTTP server. */
class FileFetchTest {
  private static final int SIZE = 300_000;

  @TempDir private Path directory;

  private final byte[] content = new byte[SIZE];
  private final List<String> said = new ArrayList<>();
  private MirrorServer server;
  private FileFetch fetch;
  private Path file = Path.of("unset");

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(content);
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("image"), content);
    Files.writeString(root.resolve("empty"), "");
    server = new MirrorServer(root);
    Transport transport = new Transport(ProxySelector.of(null), Duration.ofSeconds(20));
    fetch = new FileFetch(transport, new Retry(3, Duration.ofMillis(1)), said::add);
    file = directory.resolve("image");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private URI address(String name) {
    return server.base().resolve(name);
  }

  @Test
  void aCutTransferIsResumedWhereItStopped() throws IOException {
    server.addOnce("image", 1, cutAfter(100_000));

    fetch.fetch(address("image"), file, SIZE);

    assertThat(file).hasBinaryContent(content);
    assertThat(server.requests().get(1)).startsWith("/image bytes=").doesNotEndWith("=0-");
    assertThat(said).singleElement().asString().contains("trying again");
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    fetch.fetch(address("empty"), file, 0);

    assertThat(file).isEmptyFile();
  }

  @Test
  void whatIsTooLongOrNotThereLeavesNothing() {
    assertThatThrownBy(() -> fetch.fetch(address("image"), file, SIZE - 1))
        .isInstanceOf(HashMismatchException.class);
    assertThatThrownBy(() -> fetch.fetch(address("none"), file, SIZE))
        .isInstanceOf(NotFoundException.class);
    assertThat(file).doesNotExist();
  }
}
