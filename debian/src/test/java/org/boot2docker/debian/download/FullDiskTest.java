package org.boot2docker.debian.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.debian.testing.TestMirror;
import org.boot2docker.debian.testing.Tool;
import org.boot2docker.formats.text.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final int SIZE = 500_000;

  /** In units of 512 bytes, as POSIX has it for ulimit -f. */
  private static final int FILE_LIMIT = 200;

  @TempDir Path directory;

  /** The run that can't write: arguments are location and file, or cache, location and hash. */
  static final class Run {
    public static void main(String[] arguments) throws Exception {
      try {
        if (arguments.length == 2) {
          fetchFile(URI.create(arguments[0]), Path.of(arguments[1]));
        } else {
          fetch(Path.of(arguments[0]), URI.create(arguments[1]), arguments[2]);
        }
        System.out.println("fetched");
      } catch (IOException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }

  private static void fetchFile(URI location, Path file) throws IOException {
    Transport transport = new Transport(ProxySelector.of(null), Duration.ofSeconds(20));
    new FileFetch(transport, Retry.DEFAULT, Progress.SILENT).fetch(location, file, SIZE);
  }

  private static Path fetch(Path cache, URI location, String hash) throws IOException {
    Transport transport = new Transport(ProxySelector.of(null), Duration.ofSeconds(20));
    return new Downloader(new BlobCache(cache), transport, Retry.DEFAULT, DownloadListener.SILENT)
        .fetch(new Blob("x", hash, SIZE, List.of(location)));
  }

  @Test
  void aWriteThatFailsHalfwayIsOneLineAndTheNextRunGoesOn() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(11).nextBytes(content);
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("x.deb"), content);
    Path cache = directory.resolve("cache");
    String hash = TestMirror.sha256(content);
    try (MirrorServer server = new MirrorServer(root)) {
      URI location = server.base().resolve("x.deb");
      String output = runLimited("" + cache, "" + location, hash);
      assertThat(output.lines()).hasSize(1);
      assertThat(output).startsWith("CacheException").contains(cache.toString(), "File");
      assertThat(server.requests()).as("no use in trying again").hasSize(1);
      assertThat(cache.resolve("sha256")).doesNotExist();

      assertThat(fetch(cache, location, hash)).hasBinaryContent(content);
      assertThat(server.requests()).last().asString().contains("bytes=");
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidAtOnceAndNotLeft() throws IOException {
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("image"), new byte[SIZE]);
    Path file = directory.resolve("image");
    try (MirrorServer server = new MirrorServer(root)) {
      String output = runLimited("" + server.base().resolve("image"), "" + file);
      assertThat(output).contains("can't write to " + file, "make room").hasLineCount(1);
      assertThat(server.requests()).as("no use in trying again").hasSize(1);
      assertThat(file).doesNotExist();
    }
  }

  private String runLimited(String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "ulimit -f " + FILE_LIMIT + "; exec \"$@\"",
                "sh",
                java,
                "-XX:-UsePerfData",
                "-cp",
                path,
                Run.class.getName()));
    command.addAll(List.of(arguments));
    return Tool.output(directory, command.toArray(String[]::new));
  }
}
