package org.boot2docker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.builder.release.ReleaseIndex;
import org.boot2docker.builder.release.ReleasedImage;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gets images of a release that minisign signed, from a web server. */
class DownloadCommandTest {
  private static final String DEFAULT = "b2d-default-amd64.iso";
  private static final String SMALL = "b2d-small-amd64.iso";
  private static final String DISK = "b2d-default-amd64.qcow2";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final String userHome = System.getProperty("user.home");
  private Path web = Path.of("unset");
  private String url = "";
  private MirrorServer server;

  @BeforeEach
  void release() throws Exception {
    System.setProperty("user.home", directory.toString());
    web = Files.createDirectories(directory.resolve("web"));
    for (String name : List.of(DEFAULT, SMALL, DISK)) {
      Files.writeString(web.resolve(name), "these are the bytes of " + name);
    }
    index(DEFAULT);
    sign("key");
    server = new MirrorServer(directory);
    url = server.base() + "web";
  }

  @AfterEach
  void stop() {
    System.setProperty("user.home", userHome);
    server.close();
  }

  private void index(String iso) throws IOException {
    ReleaseIndex index =
        new ReleaseIndex(
            1,
            "28.5",
            "0.1.0",
            "now",
            "",
            64,
            List.of(image("default", iso), image("small", SMALL)));
    Files.writeString(web.resolve(ReleaseIndex.FILE), Json.text(index));
  }

  private static ReleasedImage image(String profile, String iso) {
    return new ReleasedImage("b2d", profile, "amd64", "28.5", "6.12", "now", 0, Map.of("iso", iso));
  }

  private void sign(String key) throws Exception {
    for (Map.Entry<String, String> sums :
        Map.of("SHA256SUMS", "SHA-256", "SHA512SUMS", "SHA-512").entrySet()) {
      StringBuilder lines = new StringBuilder();
      for (String name : List.of(DEFAULT, DISK, SMALL, ReleaseIndex.FILE)) {
        byte[] sum =
            MessageDigest.getInstance(sums.getValue())
                .digest(Files.readAllBytes(web.resolve(name)));
        lines.append(HexFormat.of().formatHex(sum)).append("  ").append(name).append('\n');
      }
      Files.writeString(web.resolve(sums.getKey()), lines);
    }
    Path secret = directory.resolve(key + ".secret");
    if (!Files.exists(secret)) {
      minisign("-G", "-W", "-f", "-p", key(key), "-s", secret.toString());
    }
    minisign("-S", "-s", secret.toString(), "-m", web.resolve("SHA256SUMS").toString());
  }

  private String key(String name) {
    return directory.resolve(name + ".pub").toString();
  }

  private void minisign(String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("minisign"), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return Main.run(terminal, arguments);
  }

  private String errors() {
    return err.toString(UTF_8);
  }

  private Path image() {
    return directory.resolve(".boot2docker/boot2docker.iso");
  }

  private boolean wasFetched(String name) {
    return server.requests().stream().anyMatch(request -> request.startsWith("/web/" + name));
  }

  private void assertNothingLeft() throws IOException {
    Path folder = directory.resolve(".boot2docker");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(n -> n.startsWith("."));
    }
  }

  @Test
  void theImageOfAProfileIsPutWhereUpFindsIt() throws IOException {
    assertThat(run("download", url, "--key", key("key"), "--arch", "amd64", "--json")).isZero();

    assertThat(image()).hasContent("these are the bytes of " + DEFAULT);
    assertThat(wasFetched(DISK)).isFalse();
    assertThat(out.toString(UTF_8)).contains("signedBy", image().toString());
    assertNothingLeft();

    String other = directory.resolve("small.iso").toString();
    assertThat(run("download", url + "/" + SMALL, "--key", key("key"), "--output", other)).isZero();
    assertThat(Path.of(other)).hasContent("these are the bytes of " + SMALL);
  }

  @Test
  void theProfileChoosesTheImage() throws IOException {
    String[] words = {"download", url, "--unsigned", "--arch", "amd64", "--profile", "small"};
    assertThat(run(words)).isZero();

    assertThat(image()).hasContent("these are the bytes of " + SMALL);
  }

  @Test
  void anImageCanBeNamedByItsOwnAddress() throws IOException {
    assertThat(run("download", url + "/" + SMALL, "--key", key("key"))).isZero();

    assertThat(image()).hasContent("these are the bytes of " + SMALL);
    assertThat(run("download", url + "/" + SMALL, "--key", key("key"), "--profile", "default"))
        .isEqualTo(1);
    assertThat(errors()).contains("--profile chooses").hasLineCount(3);
    assertThat(run("download", url + "/" + DISK, "--unsigned")).isEqualTo(1);
    assertThat(errors()).contains("is no image: ");
    assertThat(image()).hasContent("these are the bytes of " + SMALL);
  }

  @Test
  void withoutATrustedSignatureNoImageIsFetched() throws Exception {
    Files.writeString(
        Files.createDirectories(image().getParent()).resolve("boot2docker.iso"), "old");
    minisign("-G", "-W", "-p", key("other"), "-s", directory.resolve("other.secret").toString());

    assertThat(run("download", url, "--key", key("other"))).isEqualTo(1);
    assertThat(errors()).contains("is signed by 0 of the named keys");
    assertThat(run("download", url)).isEqualTo(1);
    assertThat(errors()).contains("no key says who made " + url);

    assertThat(wasFetched("b2d")).isFalse();
    assertThat(image()).hasContent("old");
    assertNothingLeft();
    assertThat(run("download", url, "--unsigned", "--arch", "amd64")).isZero();
    assertThat(image()).hasContent("these are the bytes of " + DEFAULT);
  }

  @Test
  void anImageThatWasReplacedIsRefused() throws IOException {
    Files.writeString(web.resolve(DEFAULT), "something else");

    assertThat(run("download", url, "--key", key("key"), "--arch", "amd64")).isEqualTo(1);

    assertThat(errors()).contains(DEFAULT + " has other bytes than when the release was made");
    assertThat(image()).doesNotExist();
    assertNothingLeft();
  }

  @Test
  void anIndexThatNamesAFileElsewhereIsRefused() throws Exception {
    index("../key.secret.iso");
    sign("key");

    assertThat(run("download", url, "--key", key("key"), "--arch", "amd64")).isEqualTo(1);

    assertThat(errors()).contains("does not name ../key.secret.iso");
    assertNothingLeft();
  }

  @Test
  void whatTheReleaseHasNotIsSaidWithWhatItHas() {
    assertThat(run("download", url, "--unsigned", "--arch", "arm64")).isEqualTo(1);
    assertThat(errors()).contains("for arm64, but default for amd64, small for amd64");
    assertThat(run("download", server.base() + "nothing/here", "--unsigned")).isEqualTo(1);
    assertThat(errors()).contains("there is no SHA256SUMS");
    assertThat(run("download", "ftp://h/x", "--unsigned")).isEqualTo(1);
    assertThat(errors()).contains("ftp://h/x/SHA256SUMS is no address");
  }

  @Test
  void keysAndNoKeysExcludeEachOther() {
    assertThat(run("download", url, "--unsigned", "--key", key("key"))).isEqualTo(2);
    assertThat(run("download", url, "--require", "0")).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }
}
