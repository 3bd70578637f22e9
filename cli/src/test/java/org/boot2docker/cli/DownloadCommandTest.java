package org.boot2docker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.builder.release.KeptSums;
import org.boot2docker.builder.release.ReleaseIndex;
import org.boot2docker.builder.release.ReleasedImage;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gets images of a release that minisign signed, from a web server. */
class DownloadCommandTest {
  private static final String DEFAULT = "b2d-default-amd64.iso";
  private static final String SMALL = "b2d-small-arm64.iso";
  private static final String DISK = "b2d-default-amd64.qcow2";

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> said = new ArrayList<>();
  private final String userHome = System.getProperty("user.home");
  private Path web = Path.of("unset");
  private String url = "";
  private MirrorServer server;

  @BeforeEach
  void release() throws Exception {
    System.setProperty("user.home", directory.toString());
    web = Files.createDirectories(directory.resolve("web"));
    iso(DEFAULT, "amd64");
    iso(SMALL, "arm64");
    Files.writeString(web.resolve(DISK), "a disk");
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

  private void iso(String name, String architecture) throws IOException {
    medium(name, manifest(name, architecture).toJson());
  }

  private static Manifest manifest(String name, String architecture) {
    return new Manifest(
        name,
        "28.5",
        architecture,
        "default",
        "6",
        Instant.EPOCH.toString(),
        "words",
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  private void medium(String name, byte[] manifest) throws IOException {
    FileTree medium = new FileTree().putFile(Manifest.PATH, Content.of(manifest));
    try (OutputStream out = Files.newOutputStream(web.resolve(name))) {
      new IsoWriter(new HybridIso(medium, "B2D", Instant.EPOCH, Optional.empty(), Optional.empty()))
          .write(out);
    }
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
            List.of(),
            List.of(image("default", "amd64", iso), image("small", "arm64", SMALL)));
    Files.writeString(web.resolve(ReleaseIndex.FILE), Json.text(index));
  }

  private static ReleasedImage image(String profile, String architecture, String iso) {
    return new ReleasedImage(
        "b2d", profile, architecture, "28.5", "6.12", "now", 0, Map.of("iso", iso));
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

  /** The place of an image by its own architecture. */
  private Path image(String name) {
    String ending =
        name.endsWith(Architecture.host().debianName() + ".iso")
            ? ""
            : "-" + name.replaceAll(".*-|\\.iso", "");
    return directory.resolve(".boot2docker/boot2docker" + ending + ".iso");
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

    assertThat(image(DEFAULT)).hasSameBinaryContentAs(web.resolve(DEFAULT));
    assertThat(wasFetched(DISK)).isFalse();
    assertThat(out.toString(UTF_8)).contains("signedBy", image().toString());
    assertNothingLeft();

    String other = directory.resolve("small.iso").toString();
    assertThat(run("download", url + "/" + SMALL, "--key", key("key"), "--output", other)).isZero();
    assertThat(Path.of(other)).hasSameBinaryContentAs(web.resolve(SMALL));
  }

  private void check() throws IOException {
    ReleasedImages.check(image(DEFAULT), Map.of(), said::add);
  }

  /** As up, restart and upgrade do, whatever the image is called there. */
  @Test
  void aDownloadedImageIsCheckedAgainWhenItIsUsed() throws Exception {
    Path keys = Files.createDirectories(directory.resolve(".boot2docker/keys"));
    Files.copy(Path.of(key("key")), keys.resolve("maker.pub"));
    assertThat(run("download", url, "--arch", "amd64")).isZero();

    check();
    assertThat(said).hasSize(1).allMatch(line -> line.contains("signed by"));

    Path signature =
        KeptSums.of(image(DEFAULT))
            .resolveSibling(image(DEFAULT).getFileName() + ".SHA256SUMS.minisig");
    String good = Files.readString(signature);
    Files.writeString(signature, good.replace("SHA256SUMS", "SHA257SUMS"));
    assertThatThrownBy(this::check).hasMessageContaining("bad signature");
    Files.writeString(signature, good);
    Files.writeString(image(DEFAULT), "another");
    assertThatThrownBy(this::check).isInstanceOf(BuildException.class);
  }

  @Test
  void anImageWithoutSumsIsNamedWhereKeysAreTrusted() throws Exception {
    Path image = directory.resolve("some.iso");
    Files.copy(web.resolve(DEFAULT), image);
    ReleasedImages.check(image, Map.of(), said::add);
    assertThat(said).as("no key is trusted").isEmpty();

    Path keys = Files.createDirectories(directory.resolve(".boot2docker/keys"));
    Files.copy(Path.of(key("key")), keys.resolve("maker.pub"));
    ReleasedImages.check(image, Map.of(), said::add);
    assertThat(said).hasSize(1).allMatch(line -> line.contains("some.iso was not verified"));

    said.clear();
    Files.writeString(directory.resolve("some.iso.lock"), "{}");
    ReleasedImages.check(image, Map.of(), said::add);
    assertThat(said).as("it was built here").isEmpty();
  }

  private void gpg(Path home, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--yes"));
    // A year before its end.
    command.addAll(List.of("--passphrase", "", "--faked-system-time", "20200101T000000"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Nothing about the image has changed by that. */
  @Test
  void anImageOutlivesTheKeyThatSignedIt() throws Exception {
    Path keys = Files.createDirectories(directory.resolve(".boot2docker/keys"));
    // A longer path is too long for the socket of gpg's agent.
    Path home = Files.createTempDirectory(Path.of("/tmp"), "b2d-gpg");
    try {
      gpg(home, "--quick-gen-key", "maker@example.org", "ed25519", "sign", "1y");
      gpg(home, "--armor", "--output", keys.resolve("maker.asc").toString(), "--export");
      gpg(home, "--armor", "--detach-sign", web.resolve("SHA256SUMS").toString());
    } finally {
      new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
          .start()
          .waitFor();
      Folders.delete(home);
    }
    assertThat(run("download", url, "--unsigned", "--arch", "amd64")).isZero();
    Path sums = KeptSums.of(image(DEFAULT));
    Files.setLastModifiedTime(sums, FileTime.from(Instant.parse("2020-06-01T00:00:00Z")));

    check();
    assertThat(said).hasSize(1).allMatch(line -> line.contains("signed by"));

    Files.setLastModifiedTime(sums, FileTime.from(Instant.parse("2022-01-01T00:00:00Z")));
    assertThatThrownBy(this::check).hasMessageContaining("no longer valid");
    Path signature = sums.resolveSibling(sums.getFileName() + ".asc");
    Files.writeString(signature, Files.readString(signature).replaceFirst("\n\n.", "\n\nX"));
    assertThatThrownBy(this::check).isInstanceOf(IOException.class);
  }

  /** The image is still the one of the release, whatever was to take its place. */
  @Test
  void aBuildThatFailsLeavesTheCheck() throws Exception {
    assertThat(run("download", url, "--unsigned", "--arch", "amd64")).isZero();
    String nowhere = directory.resolve("nowhere").toString();

    assertThat(run("build", "-o", image(DEFAULT).toString(), "--distro", nowhere)).isNotZero();

    check();
    assertThat(said).hasSize(1);
  }

  /** The key may have been named for the download only. */
  @Test
  void anImageWhoseKeyIsNotKnownHereIsStillChecked() throws IOException {
    assertThat(run("download", url, "--key", key("key"), "--arch", "amd64")).isZero();

    check();
    assertThat(said).hasSize(1).allMatch(line -> line.contains("none of the keys"));
    assertThat(run("download", url, "--unsigned", "--arch", "amd64")).isZero();
    check();
    Files.writeString(image(DEFAULT), "another");
    assertThatThrownBy(this::check).isInstanceOf(BuildException.class);
  }

  @Test
  void theProfileChoosesTheImage() throws IOException {
    String[] words = {"download", url, "--unsigned", "--arch", "arm64", "--profile", "small"};
    assertThat(run(words)).isZero();

    assertThat(image(SMALL)).hasSameBinaryContentAs(web.resolve(SMALL));
  }

  @Test
  void anImageCanBeNamedByItsOwnAddress() throws IOException {
    assertThat(run("download", url + "/" + SMALL, "--key", key("key"))).isZero();

    assertThat(image(SMALL)).hasSameBinaryContentAs(web.resolve(SMALL));
    assertThat(run("download", url + "/" + SMALL, "--key", key("key"), "--profile", "default"))
        .isEqualTo(2);
    assertThat(errors()).contains("--profile chooses");
    assertThat(run("download", url + "/" + DISK, "--unsigned")).isEqualTo(1);
    assertThat(errors()).contains("is no image: ");
    assertThat(image(SMALL)).hasSameBinaryContentAs(web.resolve(SMALL));
  }

  @Test
  void withoutATrustedSignatureNoImageIsFetched() throws Exception {
    Files.writeString(
        Files.createDirectories(image().getParent()).resolve("boot2docker.iso"), "old");
    minisign("-G", "-W", "-p", key("other"), "-s", directory.resolve("other.secret").toString());

    assertThat(run("download", url, "--key", key("other"))).isEqualTo(1);
    assertThat(errors()).contains(url + " is signed by 0 of the named keys");
    int asked = server.requests().size();
    assertThat(run("download", url)).isEqualTo(1);
    assertThat(errors()).contains("no key says who made " + url);
    assertThat(server.requests()).as("nobody is asked without a key").hasSize(asked);

    assertThat(wasFetched("b2d")).isFalse();
    assertThat(image()).hasContent("old");
    assertNothingLeft();
    assertThat(run("download", url, "--unsigned", "--arch", "amd64")).isZero();
    assertThat(image(DEFAULT)).hasSameBinaryContentAs(web.resolve(DEFAULT));
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

    assertThat(errors()).contains(ReleaseIndex.FILE).doesNotContain("key.secret");
    assertNothingLeft();
  }

  @Test
  void whatTheReleaseHasNotIsSaidWithWhatItHas() {
    assertThat(run("download", url, "--unsigned", "--arch", "arm64")).isEqualTo(1);
    assertThat(errors())
        .contains("profile default for arm64, but default for amd64, small for arm64");
    assertThat(run("download", server.base() + "nothing/here", "--unsigned")).isEqualTo(1);
    assertThat(errors()).contains("there is no SHA256SUMS");
    assertThat(run("download", "ftp://h/x", "--unsigned")).isEqualTo(1);
    assertThat(errors()).contains("ftp://h/x is no address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:secret@localhost/r",
        "http://localhost/r?token=1",
        "http://localhost:99999/r",
        "http://bad host/r",
        "HTTPS:/r"
      })
  void whatCanBeNoReleaseIsRefusedBeforeAnybodyIsAsked(String address) {
    assertThat(run("download", address, "--unsigned")).isEqualTo(1);
    assertThat(errors()).hasLineCount(1).doesNotContain("secret", "internal", "tried");
  }

  @Test
  void aWebServerWithoutAReleaseIsNotTakenForAnotherOne() {
    String root = server.base().toString();
    assertThat(run("download", root, "--unsigned")).isEqualTo(1);
    assertThat(run("download", url + "/nothing/", "--unsigned")).isEqualTo(1);
    assertThat(errors())
        .contains("below " + root + ":", "below " + url + "/nothing/:")
        .hasLineCount(2);
  }

  @Test
  void whatIsNoImageDoesNotReplaceOne() throws Exception {
    Files.writeString(
        Files.createDirectories(image().getParent()).resolve("boot2docker.iso"), "old");
    Files.writeString(web.resolve(DEFAULT), "");
    sign("key");

    assertThat(run("download", url + "/" + DEFAULT, "--key", key("key"))).isEqualTo(1);

    assertThat(errors()).contains("boot2docker: ").doesNotContain("internal");
    assertThat(image()).hasContent("old");
    assertNothingLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "architecture | \"riscv64\"",
        "architecture | \"../../x\"",
        "architecture | null",
        "version | \"28\\u001b[2J\"",
        "version | \"28\\nboot2docker: up\"",
        "version | \"\"",
        "cmdline | null",
        "cmdline | \"a\\u009b2J\"",
        "parts | null",
        "parts | [null]",
        "parts | [{\"name\": \"a\", \"in\": \"iso\", \"bytes\": 4611686018427387904}]",
        "parts | [{\"name\": \"a\", \"in\": null, \"bytes\": 1}]",
        "packages | [null]",
        "packages | [{\"step\": \"base\"}]",
        "kernelBuild | {\"config\": null}",
        "files | {\"busybox\": null}",
        "files | {\"busybox\": [null]}",
      })
  void anImageWhoseManifestMakesNoSenseDoesNotReplaceOne(String key, String value)
      throws Exception {
    Files.writeString(
        Files.createDirectories(image().getParent()).resolve("boot2docker.iso"), "old");
    ObjectNode manifest =
        (ObjectNode) Json.parse(new String(manifest(DEFAULT, "amd64").toJson(), UTF_8));
    medium(DEFAULT, Json.text(manifest.set(key, Json.parse(value))).getBytes(UTF_8));
    sign("key");

    assertThat(run("download", url + "/" + DEFAULT, "--key", key("key"))).isEqualTo(1);

    assertThat(errors()).contains("boot2docker: ").doesNotContain("internal", "\u001b");
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(image()).hasContent("old");
    assertNothingLeft();
  }

  @Test
  void whatAServerSaysCommandsNoTerminal() {
    server.add(
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Location", "http://h/\u009b2J");
          exchange.sendResponseHeaders(302, -1);
          return true;
        });

    assertThat(run("download", url, "--unsigned")).isEqualTo(1);

    assertThat(errors()).contains("check the network").doesNotContain("\u009b", "internal");
  }

  @Test
  void aHiddenFileAmongTheKeysIsNone() throws IOException {
    Path keys = Files.createDirectories(directory.resolve(".boot2docker/keys"));
    Files.copy(Path.of(key("key")), keys.resolve("maker.pub"));
    Files.writeString(keys.resolve(".DS_Store"), "");

    assertThat(run("download", url, "--arch", "amd64")).isZero();
  }

  @Test
  void aFolderOrADeviceIsNotReplaced() {
    assertThat(run("download", url, "--unsigned", "-o", "/dev/null")).isEqualTo(1);
    assertThat(run("download", url, "--unsigned", "-o", directory.toString())).isEqualTo(1);
    assertThat(errors())
        .contains("/dev/null is no regular file", directory + " is no regular file");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"format\": 1}",
        "{\"format\": 1, \"images\": [null]}",
        "{\"format\": 1, \"images\": [{\"profile\": \"default\"}]}",
        "{\"format\": 1, \"images\": [{\"profile\": \"\\u001b[2J\", \"architecture\": \"\", "
            + "\"name\": \"\", \"files\": {}}]}"
      })
  void anIndexThatMakesNoSenseIsOneLine(String text) throws Exception {
    Files.writeString(web.resolve(ReleaseIndex.FILE), text);
    sign("key");

    assertThat(run("download", url, "--unsigned")).isEqualTo(1);

    assertThat(errors()).contains("boot2docker: ").doesNotContain("internal", "\u001b");
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".hidden", "SHA256SUMS", "a/b", "\u009b2J"})
  void aNameThatCanBeNoFileOfAReleaseIsRefused(String name) throws Exception {
    Files.writeString(web.resolve("SHA256SUMS"), "0".repeat(64) + "  " + name + "\n");

    assertThat(run("verify", url, "--unsigned")).isEqualTo(1);

    assertThat(errors()).contains("SHA256SUMS:1 is no sum of another file");
  }

  @Test
  void keysAndNoKeysExcludeEachOther() {
    assertThat(run("download", url, "--unsigned", "--require", "1")).isEqualTo(2);
    assertThat(run("download", url, "--unsigned", "--key", key("key"))).isEqualTo(2);
    assertThat(run("download", url, "--require", "0")).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }
}
